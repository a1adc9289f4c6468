using System.Security.Cryptography;
using System.Text;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Grains.Kernel;
using ExamEngine.Interchange.Authoring;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using AuthoringFile = ExamEngine.Contracts.Definitions.AuthoringFile;

namespace ExamEngine.Grains.Definitions;

/// <summary>The newest published version; null before the first.</summary>
internal sealed record ExamState(ExamEvent.VersionPublished? Newest)
{
    public static readonly ExamState Empty = new((ExamEvent.VersionPublished?)null);
}

/// <summary>Publishes versions of one exam. A version is checked whole before it exists, and never changes after.</summary>
[GrainType("exam")]
internal sealed class ExamGrain(IJournal journal, TimeProvider time, ExamVersions versions)
    : EventSourcedGrain<ExamState, ExamEvent>(journal, time, ExamJournal.Codec, ExamState.Empty), IExamGrain
{
    protected override string StreamName() => ExamJournal.StreamOf(this.GetPrimaryKeyString());

    protected override ExamState Evolve(ExamState state, ExamEvent happened, long version) => happened switch
    {
        ExamEvent.VersionPublished published => new(published),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    public async Task<Reply<PublishedExam>> Publish(Actor actor, AuthoringFile file)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin | Roles.System))
            return new Problem("account.forbidden", "Publishing an exam takes a member of staff.");

        var assets = file.Assets.ToDictionary(asset => asset.Name, asset => asset.Content.ToArray());
        var source = Hash(file);
        if (State.Newest is { } newest && newest.SourceHash == source)
            return Done(newest.Exam, changed: false);

        var read = ExamYaml.Read(file.Yaml, assets.GetValueOrDefault);
        if (read is Validated<ExamDraft>.Invalid unread)
            return unread.Refusals.ToProblems();
        var draft = ((Validated<ExamDraft>.Valid)read).Value;
        if (draft.Exam.ExamId != this.GetPrimaryKeyString())
            return new Problem("input.exam-id", $"The file is of exam '{draft.Exam.ExamId}'.", "exam");
        var published = Publishing.Publish(draft, (State.Newest?.Exam.Version ?? 0) + 1);
        if (published is Validated<ExamVersion>.Invalid invalid)
            return invalid.Refusals.ToProblems();

        var exam = ((Validated<ExamVersion>.Valid)published).Value;
        await Commit(
            actor.Id, [new ExamEvent.VersionPublished(exam, source) { At = Now }],
            projections: [new ExamRow(exam.ExamId, exam.Title, exam.ProgramId, exam.CourseId, exam.Version, exam.Rehearsal, Now)]);
        return Done(exam, changed: true);
    }

    public async Task<AssetFile?> Asset(int version, string name)
    {
        if (State.Newest is not { } newest || version < 1 || version > newest.Exam.Version)
            return null;
        var exam = await versions.Get(newest.Exam.ExamId, version);
        return exam.Assets.FirstOrDefault(asset => asset.Name == name) is { } found ? new(found.Name, found.MediaType, found.Content) : null;
    }

    private static PublishedExam Done(ExamVersion exam, bool changed) => new(
        exam.ExamId, exam.Title, exam.Version, exam.Sections.Sum(section => section.Entries.Sum(entry => entry is SectionEntry.Pool pool ? pool.Draw : 1)), changed);

    private static string Hash(AuthoringFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(file.Yaml));
        foreach (var asset in file.Assets.OrderBy(asset => asset.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{asset.Name}\n{asset.Content.Length}\n"));
            hash.AppendData(asset.Content.AsSpan());
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
