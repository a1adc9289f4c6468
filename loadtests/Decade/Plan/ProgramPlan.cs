namespace ExamEngine.Decade.Plan;

/// <summary>What one program comes to in ten years at full size.</summary>
/// <param name="Learners">Each is registered for at least one course.</param>
/// <param name="Enrolments">Learner × course, those of <paramref name="Learners"/> included.</param>
/// <param name="FirstYear">The ceremony year it begins in, from 0.</param>
/// <param name="Completers">Pass every course and earn a credential for each.</param>
/// <param name="Singles">Pass one course.</param>
/// <param name="Ceremony2020">How many of both earn their credentials in the year of that ceremony.</param>
internal sealed record ProgramPlan(
    string Id, string Title, ImmutableArray<string> Courses, int Learners, int Enrolments, int FirstYear, int Completers, int Singles, int Ceremony2020)
{
    public const int CoursesEach = 5;

    /// <summary>
    /// A million registrations and 9,500 credentials: 5 for each of 1,700 who complete a program, 1,100 of them in supply chain management, and
    /// one for each of 1,000 others. The ceremony of 2020 brings together 609 learners of the three programs there were.
    /// </summary>
    public static readonly ImmutableArray<ProgramPlan> All =
    [
        new("scm", "Supply Chain Management", ["Analytics", "Fundamentals", "Design", "Dynamics", "Technology and Systems"], 180_000, 420_000, 0, 1_100, 400, 380),
        new("dedp", "Data, Economics and Design of Policy", ["Microeconomics", "Data Analysis", "Challenges of Poverty", "Randomised Evaluations", "Good Economics"], 110_000, 240_000, 2, 300, 250, 169),
        new("pom", "Principles of Manufacturing", ["Process Control", "Manufacturing Systems", "Supply Chains for Manufacturing", "Management in Engineering", "Product Realisation"], 60_000, 120_000, 3, 100, 150, 60),
        new("sds", "Statistics and Data Science", ["Probability", "Statistics", "Machine Learning", "Data Analysis in Social Science", "Time Series"], 100_000, 160_000, 5, 150, 150, 0),
        new("fin", "Finance", ["Foundations", "Financial Accounting", "Mathematical Methods", "Derivatives Markets", "Financial Regulation"], 35_000, 60_000, 6, 50, 50, 0),
    ];

    public string CourseId(int course) => $"{Id}{course}x";

    public string ExamId(int course) => course == Sitting.Practice ? $"{Id}-practice" : $"{Id}{course}x-exam";

    public string LearnerId(int number) => $"{Id}-{number:000000}";

    /// <summary>The same at another size; whoever there is at full size there is at least one of.</summary>
    public ProgramPlan At(double scale) => this with
    {
        Learners = Scaled(Learners, scale),
        Enrolments = Scaled(Enrolments, scale),
        Completers = Scaled(Completers, scale),
        Singles = Scaled(Singles, scale),
        Ceremony2020 = Scaled(Ceremony2020, scale),
    };

    public static int Scaled(int full, double scale) => full == 0 ? 0 : Math.Max(1, (int)Math.Round(full * scale));
}
