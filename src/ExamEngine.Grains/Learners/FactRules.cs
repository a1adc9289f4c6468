using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Core.Learners;

namespace ExamEngine.Grains.Learners;

/// <summary>What others may tell of a learner, and what is new in it.</summary>
internal static class FactRules
{
    public const int MostFacts = 200;
    public const int MostPrograms = 200;
    public const int MostPayments = 1000;
    public const int LongestReference = 100;
    public const int LongestWish = 4000;
    public const int LongestReason = 2000;

    /// <summary>The events that say what is not known yet, or every reason why something cannot be told.</summary>
    public static (ImmutableArray<LearnerEvent> Events, ImmutableArray<Problem> Problems) Note(LearnerState learner, ImmutableArray<LearnerFact> facts, DateTimeOffset now)
    {
        if (facts.IsDefaultOrEmpty || facts.Length > MostFacts)
            return ([], [new("input.facts", $"1 to {MostFacts} facts are told at once.", "facts")]);
        var problems = facts.Select((fact, at) => Check(fact, $"facts[{at}]")).OfType<Problem>().ToImmutableArray();
        if (!problems.IsEmpty)
            return ([], problems);

        var (known, events) = (learner.Entitlements, ImmutableArray.CreateBuilder<LearnerEvent>());
        foreach (var fact in facts)
        {
            if (News(known, fact) is not { } news)
                continue;
            var happened = news with { At = now };
            known = Entitlements.Evolve(known, happened);
            events.Add(happened);
        }
        return known.Programs.Count > MostPrograms || known.Payments.Count > MostPayments
            ? ([], [new("input.facts", $"A learner has at most {MostPrograms} programs and {MostPayments} payments.", "facts")])
            : (events.ToImmutable(), []);
    }

    public static bool IsCode(string code) => code.Length is >= 6 and <= 40 && code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>As it was typed, to as it is kept: letters are capital, and spaces are no part of it.</summary>
    public static string Code(string typed) => string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();

    private static Problem? Check(LearnerFact fact, string where) => fact.Kind switch
    {
        "enrolled" or "unenrolled" or "course-failed" or "course-passed" when !IsId(fact.Subject) => new("input.subject", "Which program or course, by its id.", where),
        "course-failed" or "course-passed" when fact.Percent is < 0 or > 100 => new("input.percent", "A grade lies between 0 and 100 per cent.", where),
        "paid-exam" or "paid-program" when !IsId(fact.Subject) => new("input.subject", "Which exam or program, by its id.", where),
        "paid-exam" or "paid-program" or "payment-withdrawn" when fact.Reference is not { Length: > 0 and <= LongestReference } reference || reference.Any(char.IsControl) =>
            new("input.reference", $"A payment has a reference of 1 to {LongestReference} characters.", where),
        "enrolled" or "unenrolled" or "course-failed" or "course-passed" or "paid-exam" or "paid-program" or "payment-withdrawn" => null,
        _ => new("input.fact-kind", "A fact is enrolled, unenrolled, paid-exam, paid-program, payment-withdrawn, course-passed or course-failed.", where),
    };

    /// <summary>Null when it is known.</summary>
    private static LearnerEvent? News(Entitlements known, LearnerFact fact)
    {
        var (subject, reference) = (fact.Subject ?? "", fact.Reference ?? "");
        switch (fact.Kind)
        {
            case "enrolled":
                return known.Programs.Contains(subject) ? null : new LearnerEvent.Enrolled(subject);
            case "unenrolled":
                return known.Programs.Contains(subject) ? new LearnerEvent.Unenrolled(subject) : null;
            case "payment-withdrawn":
                return known.Payments.ContainsKey((false, reference)) ? new LearnerEvent.PaymentWithdrawn(reference) : null;
            case "course-passed" or "course-failed":
                var (grade, passed) = (known.Grades.GetValueOrDefault(subject), fact.Kind == "course-passed");
                return grade is not null && grade.Passed == passed && grade.Percent == fact.Percent ? null : new LearnerEvent.CourseGraded(subject, passed, fact.Percent);
            default:
                var (exam, program) = fact.Kind == "paid-exam" ? (subject, (string?)null) : (null, subject);
                return known.Payments.GetValueOrDefault((false, reference)) is { } payment && payment.Exam == exam && payment.Program == program
                    ? null
                    : new LearnerEvent.PaymentNoted(reference, exam, program);
        }
    }

    private static bool IsId(string? id) => id is { Length: >= 1 and <= 64 } && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
