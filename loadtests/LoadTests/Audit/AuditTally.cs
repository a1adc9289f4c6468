namespace ExamEngine.LoadTests;

/// <summary>Counts of an audit, of one session or of many.</summary>
internal sealed class AuditTally
{
    private const int MostFindings = 100;

    private readonly List<string> _findings = [];

    public int Sessions { get; set; }

    public long Entries { get; set; }

    public long Answers { get; set; }

    public int ScoresCompared { get; set; }

    private long Lost { get; set; }

    private long Different { get; set; }

    private int EndedEarly { get; set; }

    private int EndedLate { get; set; }

    private int NotEnded { get; set; }

    private int ScoresWrong { get; set; }

    private int GaveUp { get; set; }

    public void Loses(LearnerJournal journal, string what) => Find(journal, "lost", what, () => Lost++);

    public void Differs(LearnerJournal journal, string what) => Find(journal, "different", what, () => Different++);

    public void EndsEarly(LearnerJournal journal, string what) => Find(journal, "early", what, () => EndedEarly++);

    public void EndsLate(LearnerJournal journal, string what) => Find(journal, "late", what, () => EndedLate++);

    public void DoesNotEnd(LearnerJournal journal, string what) => Find(journal, "not ended", what, () => NotEnded++);

    public void Scored(LearnerJournal journal, string what) => Find(journal, "score", what, () => ScoresWrong++);

    public void GivesUp(LearnerJournal journal, string what) => Find(journal, "gave up", what, () => GaveUp++);

    public void Add(AuditTally other)
    {
        Sessions += other.Sessions;
        Entries += other.Entries;
        Answers += other.Answers;
        ScoresCompared += other.ScoresCompared;
        Lost += other.Lost;
        Different += other.Different;
        EndedEarly += other.EndedEarly;
        EndedLate += other.EndedLate;
        NotEnded += other.NotEnded;
        ScoresWrong += other.ScoresWrong;
        GaveUp += other.GaveUp;
        _findings.AddRange(other._findings.Take(MostFindings - _findings.Count));
    }

    public AuditOutcome Outcome() =>
        new(Sessions, Entries, Answers, Lost, Different, EndedEarly, EndedLate, NotEnded, ScoresCompared, ScoresWrong, GaveUp, [.. _findings]);

    private void Find(LearnerJournal journal, string kind, string what, Action count)
    {
        count();
        if (_findings.Count < MostFindings)
            _findings.Add($"{kind}: {journal.UserName}, session {journal.Session}: {what}");
    }
}
