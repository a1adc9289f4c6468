using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Definitions;

/// <summary>Makes a version of a draft, or says everything that keeps it from being sat and scored.</summary>
public static class Publishing
{
    public static Validated<ExamVersion> Publish(ExamDraft draft, int version)
    {
        var exam = draft.Exam with { Version = version };
        var refusals = ExamRules.Check(exam);
        return refusals.IsEmpty ? new Validated<ExamVersion>.Valid(exam) : new Validated<ExamVersion>.Invalid(refusals);
    }
}
