using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>What an exam asks of a learner besides a registration. A version without one asks for nothing more.</summary>
/// <param name="Enrolment">The learner is enrolled in the exam's program.</param>
/// <param name="Payment">Somebody has paid, or the learner has redeemed a voucher.</param>
/// <param name="ConfirmedName">The learner has confirmed the legal name that a credential would carry.</param>
/// <param name="AccommodationsDecided">No request for an accommodation waits for an answer.</param>
/// <param name="Passed">Each of these is passed.</param>
/// <param name="CoolingOff">Between the end of an attempt and the next beginning; zero for none.</param>
/// <param name="AttemptsPerWindow">At least 1; null for no limit of its own.</param>
/// <param name="NoShowUsesAttempt">True when a seat in a window that closed without a beginning counts as an attempt.</param>
public sealed record EligibilityPolicy(
    bool Enrolment, bool Payment, bool ConfirmedName, bool AccommodationsDecided, ImmutableArray<Prerequisite> Passed, TimeSpan CoolingOff, int? AttemptsPerWindow,
    bool NoShowUsesAttempt)
{
    public const int MostPrerequisites = 20;

    public static readonly EligibilityPolicy None = new(false, false, false, false, [], TimeSpan.Zero, null, false);

    /// <summary>What must hold for the policy to be one that somebody can meet.</summary>
    internal void Check(ExamVersion exam, Findings found)
    {
        found.Require(!exam.Rehearsal, "policy.rehearsal-asks", "A rehearsal asks for nothing.");
        found.Require(!Enrolment || exam.ProgramId.Length > 0, "policy.enrolment-without-program", "An exam of no program cannot ask for enrolment in it.", "enrolment");
        found.Require(CoolingOff >= TimeSpan.Zero && CoolingOff <= TimeSpan.FromDays(730), "policy.duration-range", "The time between attempts is at most 730 days.", "coolingOff");
        found.Require(AttemptsPerWindow is null or (>= 1 and <= 1_000), "policy.attempts-range", "Attempts in a window are 1 to 1000.", "attemptsPerWindow");
        found.Require(Passed.Length <= MostPrerequisites, "policy.prerequisites-range", $"At most {MostPrerequisites} have to be passed before.", "passed");
        for (var i = 0; i < Passed.Length; i++)
        {
            var at = found.At($"passed[{i}]");
            at.Require(ExamRules.IsId(Passed[i].Id), "policy.prerequisite-invalid", ExamRules.IdMessage);
            at.Require(Passed[i] is not Prerequisite.Exam before || before.Id != exam.ExamId, "policy.prerequisite-itself", "An exam does not come before itself.");
            at.Require(Passed[i].LeastPercent is null or (>= 0 and <= 100), "policy.prerequisite-range", "The least grade is 0 to 100 per cent.", "atLeast");
        }
    }
}

/// <summary>What has to be passed before.</summary>
/// <param name="LeastPercent">The least grade, 0 to 100; null when passing is enough.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Exam), "exam")]
[JsonDerivedType(typeof(Course), "course")]
public abstract record Prerequisite(string Id, decimal? LeastPercent)
{
    /// <summary>Another exam of this engine.</summary>
    public sealed record Exam(string Id, decimal? LeastPercent) : Prerequisite(Id, LeastPercent);

    /// <summary>A course, by the grade that its platform has told.</summary>
    public sealed record Course(string Id, decimal? LeastPercent) : Prerequisite(Id, LeastPercent);
}
