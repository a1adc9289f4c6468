namespace ExamEngine.Core.Definitions;

/// <summary>
/// An exam as authored: whole in form, but nobody has checked that it can be sat and scored. Only <see cref="Publishing"/> makes a
/// version of it.
/// </summary>
/// <param name="Exam">Its <see cref="ExamVersion.Version"/> means nothing and is 0.</param>
public sealed record ExamDraft(ExamVersion Exam);
