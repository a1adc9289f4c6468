namespace ExamEngine.Decade.Plan;

/// <summary>One learner sitting one exam.</summary>
/// <param name="Learner">Index into the plan's people.</param>
/// <param name="Course">0 to 4, or <see cref="Practice"/>.</param>
/// <param name="Right">How many of the 20 answers will be right; 12 pass.</param>
internal readonly record struct Sitting(int Learner, byte Course, byte Right)
{
    /// <summary>The program's rehearsal, which everybody finishes before the first exam and which earns nothing.</summary>
    public const byte Practice = 5;

    public bool Passes => Right >= ExamFile.RightToPass;

    public bool Earns => Passes && Course != Practice;
}

/// <summary>A learner registers for a course. <paramref name="IsFirst"/>: nobody has described them yet.</summary>
internal readonly record struct Enrolment(int Learner, byte Course, bool IsFirst);

/// <summary>A learner of one program; the <paramref name="Number"/> counts within it.</summary>
internal readonly record struct Person(byte Program, int Number, byte Country);

/// <summary>One of the 120 months: who registers on the 1st, who rehearses on the 8th, who sits an exam on the 15th.</summary>
internal sealed class Month
{
    public List<Enrolment> Enrolments { get; } = [];

    public List<Sitting> Practices { get; } = [];

    public List<Sitting> Exams { get; } = [];
}
