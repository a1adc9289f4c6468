using ExamEngine.Core.Kernel;

namespace ExamEngine.Decade.Plan;

/// <summary>Everything that will happen in ten years, month by month: the same from the same seed and scale, whoever carries it out and how.</summary>
internal sealed class DecadePlan
{
    public const int Years = 10, Months = 12 * Years, YearOf2020 = 4, CountriesOf2020 = 82;

    /// <summary>At full size: the attempts, and how many of them are exams; the others are rehearsals.</summary>
    private const int FullAttempts = 100_000, FullExams = 16_000;

    private readonly ulong _seed;
    private readonly List<Person> _people = [];
    private readonly List<int> _idle = [];
    private SeededRandom _random;
    private int _of2020;

    private DecadePlan(double scale, ulong seed)
    {
        (Scale, _seed, _random) = (scale, seed, new(seed));
        Programs = [.. ProgramPlan.All.Select(program => program.At(scale))];
        Calendar = [.. Enumerable.Range(0, Months).Select(_ => new Month())];
    }

    /// <summary>The first ceremony year begins; the ceremony of 2020 ends the fifth.</summary>
    public static DateTimeOffset Start { get; } = new(2015, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public double Scale { get; }

    public ImmutableArray<ProgramPlan> Programs { get; }

    public ImmutableArray<Month> Calendar { get; }

    public IReadOnlyList<Person> People => _people;

    public int Enrolments => Calendar.Sum(month => month.Enrolments.Count);

    public int Attempts => Calendar.Sum(month => month.Practices.Count + month.Exams.Count);

    public int Credentials => Sittings.Count(sitting => sitting.Earns);

    public IEnumerable<Sitting> Sittings => Calendar.SelectMany(month => month.Practices.Concat(month.Exams));

    public static DecadePlan Of(double scale, ulong seed)
    {
        var plan = new DecadePlan(scale, seed);
        for (var program = 0; program < plan.Programs.Length; program++)
            plan.Fill((byte)program);
        plan.Fail();
        plan.Rehearse();
        return plan;
    }

    public ProgramPlan ProgramOf(int learner) => Programs[_people[learner].Program];

    public string LearnerId(int learner) => ProgramOf(learner).LearnerId(_people[learner].Number);

    public string Country(int learner) => Countries.All[_people[learner].Country].Code;

    public string LegalName(int learner) => Names.Of(SeededRandom.Derive(_seed, (ulong)learner), Countries.All[_people[learner].Country].Script);

    /// <summary>Which of the twenty answers are right is the sitting's own; that many of them are.</summary>
    public bool[] RightAnswers(Sitting sitting)
    {
        var right = new bool[ExamFile.Items];
        right.AsSpan(0, sitting.Right).Fill(true);
        new SeededRandom(SeededRandom.Derive(_seed, ((ulong)sitting.Learner << 16) | ((ulong)sitting.Course << 8) | sitting.Right)).Shuffle(right.AsSpan());
        return right;
    }

    /// <summary>The people of one program, what they register for, and what they pass.</summary>
    private void Fill(byte index)
    {
        var program = Programs[index];
        var first = _people.Count;
        var years = CeremonyYears(program);
        var passers = program.Completers + program.Singles;
        var completes = new bool[passers];
        completes.AsSpan(0, program.Completers).Fill(true);
        _random.Shuffle(completes.AsSpan());
        for (var number = 0; number < passers; number++)
        {
            var in2020 = years[number] == YearOf2020;
            _people.Add(new(index, number, in2020 && _of2020 < CountriesOf2020 ? (byte)_of2020 : Countries.Pick(ref _random, in2020 ? CountriesOf2020 : Countries.All.Length)));
            if (in2020)
                _of2020++;
            Pass(first + number, program, years[number], completes[number] ? ProgramPlan.CoursesEach : 1);
        }

        var others = Math.Max(0, program.Learners - passers);
        var left = Math.Max(0, program.Enrolments - program.Completers * ProgramPlan.CoursesEach - program.Singles - others);
        var courses = new byte[others];
        Array.Fill(courses, (byte)1);
        while (left > 0 && others > 0)
        {
            ref var count = ref courses[_random.Below(others)];
            if (count == ProgramPlan.CoursesEach)
                continue;
            count++;
            left--;
        }

        for (var number = 0; number < others; number++)
        {
            var learner = _people.Count;
            _people.Add(new(index, passers + number, Countries.Pick(ref _random, Countries.All.Length)));
            _idle.Add(learner);
            var from = 12 * program.FirstYear;
            var month = from + _random.Below(Months - from - 3 * (courses[number] - 1));
            for (byte course = 0; course < courses[number]; course++)
                Calendar[month + 3 * course].Enrolments.Add(new(learner, course, course == 0));
        }
    }

    /// <summary>The ceremony year of each who passes: as many as the program says in 2020's, the others in all years alike.</summary>
    private static int[] CeremonyYears(ProgramPlan program)
    {
        var others = Enumerable.Range(program.FirstYear, Years - program.FirstYear).Where(year => year != YearOf2020).ToArray();
        return [.. Enumerable.Range(0, program.Completers + program.Singles).Select(i => i < program.Ceremony2020 ? YearOf2020 : others[i % others.Length])];
    }

    /// <summary>Courses every second month, each begun the month before its exam, so that a year holds them all. One in seven exams is passed the second time.</summary>
    private void Pass(int learner, ProgramPlan program, int year, int courses)
    {
        var start = 12 * year + _random.Below(12 - 2 * (courses - 1));
        var rehearsed = false;
        for (byte course = 0; course < courses; course++)
        {
            var month = start + 2 * course;
            var begun = Math.Max(month - 1, 12 * program.FirstYear);
            Calendar[begun].Enrolments.Add(new(learner, course, course == 0));
            var retakes = begun < month && _random.Below(7) == 0;
            if (!rehearsed)
                Calendar[retakes ? begun : month].Practices.Add(Practice(learner));
            rehearsed = true;
            if (retakes)
                Calendar[begun].Exams.Add(new(learner, course, Wrong()));
            Calendar[month].Exams.Add(new(learner, course, (byte)(ExamFile.RightToPass + _random.Below(ExamFile.Items - ExamFile.RightToPass + 1))));
        }
    }

    /// <summary>Exams that are failed and not sat again, until there are as many exams as there should be.</summary>
    private void Fail()
    {
        var missing = ProgramPlan.Scaled(FullExams, Scale) - Calendar.Sum(month => month.Exams.Count);
        ForTheFirst(missing, (learner, month) =>
        {
            Calendar[month].Practices.Add(Practice(learner));
            Calendar[month].Exams.Add(new(learner, 0, Wrong()));
        });
    }

    /// <summary>Rehearsals of those who never sit an exam.</summary>
    private void Rehearse() =>
        ForTheFirst(ProgramPlan.Scaled(FullAttempts, Scale) - Attempts, (learner, month) => Calendar[month].Practices.Add(Practice(learner)));

    /// <summary>Does something for that many learners who have done nothing yet, in the month in which they came.</summary>
    private void ForTheFirst(int count, Action<int, int> act)
    {
        if (count <= 0)
            return;
        var came = new Dictionary<int, int>();
        for (var month = 0; month < Months; month++)
        {
            foreach (var enrolment in Calendar[month].Enrolments)
            {
                if (enrolment.IsFirst)
                    came[enrolment.Learner] = month;
            }
        }

        var chosen = _idle.ToArray();
        _random.Shuffle(chosen.AsSpan());
        foreach (var learner in chosen.Take(count))
            act(learner, came[learner]);
        _idle.Clear();
        _idle.AddRange(chosen.Skip(count));
    }

    private Sitting Practice(int learner) => new(learner, Sitting.Practice, (byte)_random.Below(ExamFile.Items + 1));

    private byte Wrong() => (byte)_random.Below(ExamFile.RightToPass);
}
