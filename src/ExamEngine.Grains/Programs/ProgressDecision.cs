using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Core.Programs;

namespace ExamEngine.Grains.Programs;

/// <summary>What becomes of a learner's awards in a program: the courses of several parts first, then the program that is made of them.</summary>
internal static class ProgressDecision
{
    /// <param name="versions">All that are in force.</param>
    /// <param name="confirmed">True when staff have confirmed that this learner loses what the versions no longer give; else what was given stays by its own version.</param>
    public static ImmutableArray<ProgressEvent> Decide(
        string learner, string program, ProgressState state, ImmutableArray<ProgramVersion> versions, ReadProgress read, bool confirmed, DateTimeOffset now)
    {
        if (read.Began is not { } began || versions.IsEmpty)
            return [];
        var events = ImmutableArray.CreateBuilder<ProgressEvent>();
        var courses = versions.SelectMany(version => version.Program.Courses).Where(course => course.Work is CourseWork.Parts).Select(course => course.Id)
            .Concat(state.Awards.Select(award => award.Course).OfType<string>()).Distinct();
        foreach (var course in courses)
            Award(course, (version, results) => version.Program.Course(course)?.Work is CourseWork.Parts ? Progress.OfCourse(version.Program, course, results, now) : null, AwardLoss.Review);
        Award(null, (version, results) => Progress.Of(version, results, now).Root, AwardLoss.Award);
        return events.DrainToImmutable();

        void Award(string? course, Func<ProgramVersion, ImmutableArray<ProgramResult>, NodeProgress?> of, AwardLoss loss)
        {
            var held = state.Award(course);
            var counting = VersionRules.For(versions, began);
            var givenBy = versions.FirstOrDefault(version => version.Number == held?.Last.Version);
            switch (AwardRules.Decide(held?.Earned, held?.Stands ?? false, givenBy, confirmed, counting, of, read.Results, loss))
            {
                case AwardDecision.Given given:
                    if (held is { Stands: true })
                        Happened(new ProgressEvent.AwardWithdrawn(course, AwardLoss.Superseded) { At = now });
                    Happened(Give(course, given.By, counting));
                    break;
                case AwardDecision.Withdrawn withdrawn:
                    Happened(new ProgressEvent.AwardWithdrawn(course, withdrawn.Cause == loss ? LossOf(held, loss) : withdrawn.Cause) { At = now });
                    break;
                case AwardDecision.Reinstated:
                    Happened(new ProgressEvent.AwardReinstated(course) { At = now });
                    break;
                case AwardDecision.Nothing or AwardDecision.Stands:
                    break;
                case var unknown:
                    throw new InvalidOperationException($"Unknown decision {unknown.GetType().Name}.");
            }
        }

        void Happened(ProgressEvent happened)
        {
            state = ProgressState.Evolve(state, happened);
            events.Add(happened);
        }

        ProgressEvent.AwardGiven Give(string? course, Earned by, ImmutableArray<ProgramVersion> counting)
        {
            ImmutableArray<ProgramResult> rests = [.. by.Sessions.Select(session => read.Results.First(result => result.Session == session))];
            return new(
                course, by.Version, by.At, by.Percent, rests.All(result => result.Proctored), by.Sessions, IdOf(learner, program, course, by.Sessions),
                course is null ? PartsOf(counting.First(version => version.Number == by.Version).Program, rests) : [])
            { At = now };
        }

        // A course of several parts has one document, whatever came of it; what counts alone has its exam's.
        ImmutableArray<Guid> PartsOf(ProgramDefinition of, ImmutableArray<ProgramResult> rests) =>
            [.. rests.Select(result => of.CourseOfPart(result.Exam) is { } whole ? state.Award(whole.Id)?.Last.Credential : result.Credential).OfType<Guid>().Distinct()];

        // A result that came out otherwise without a review is nobody's misdeed.
        AwardLoss LossOf(HeldAward? held, AwardLoss loss) =>
            loss == AwardLoss.Review && held is not null && !read.Results.Any(result => held.Last.Sessions.Contains(result.Session) && result.Standing == ResultStanding.Voided) ? AwardLoss.Award : loss;
    }

    /// <summary>The awards that are held after these events and were not before; null is the program's.</summary>
    public static IEnumerable<string?> Gained(ImmutableArray<ProgressEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is ProgressEvent.AwardReinstated reinstated)
                yield return reinstated.Course;
            if (happened is ProgressEvent.AwardGiven given && !events.Any(other => other is ProgressEvent.AwardWithdrawn { Cause: AwardLoss.Superseded } before && before.Course == given.Course))
                yield return given.Course;
        }
    }

    /// <summary>The awards that were held and are not after these events.</summary>
    public static IEnumerable<string?> Lost(ImmutableArray<ProgressEvent> events) =>
        events.OfType<ProgressEvent.AwardWithdrawn>().Where(withdrawn => withdrawn.Cause != AwardLoss.Superseded).Select(withdrawn => withdrawn.Course);

    /// <summary>
    /// The document's id: the same whenever and wherever it is asked for, so that an award has one document for the sittings it rests on, however often
    /// it is decided. A version 8 UUID of what it is about.
    /// </summary>
    private static Guid IdOf(string learner, string program, string? course, ImmutableArray<Guid> sessions)
    {
        var about = $"{learner}\n{program}\n{course}\n{string.Join('\n', sessions.Order())}";
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
