using ExamEngine.LoadTests.Proctors;

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

    /// <summary>Signals that a page saw acknowledged.</summary>
    public long Signals { get; set; }

    /// <summary>Acts that a console saw acknowledged: of a room once, and once in each of its sessions.</summary>
    public long Acts { get; set; }

    /// <summary>Time ledgers worked out again.</summary>
    public int Ledgers { get; set; }

    private long Lost { get; set; }

    private long Different { get; set; }

    private int EndedEarly { get; set; }

    private int EndedLate { get; set; }

    private int NotEnded { get; set; }

    private int ScoresWrong { get; set; }

    private int GaveUp { get; set; }

    public void Loses(LearnerJournal journal, string what) => Find(Of(journal), "lost", what, () => Lost++);

    public void Differs(LearnerJournal journal, string what) => Find(Of(journal), "different", what, () => Different++);

    public void EndsEarly(LearnerJournal journal, string what) => Find(Of(journal), "early", what, () => EndedEarly++);

    public void EndsLate(LearnerJournal journal, string what) => Find(Of(journal), "late", what, () => EndedLate++);

    public void DoesNotEnd(LearnerJournal journal, string what) => Find(Of(journal), "not ended", what, () => NotEnded++);

    public void Scored(LearnerJournal journal, string what) => Find(Of(journal), "score", what, () => ScoresWrong++);

    public void GivesUp(LearnerJournal journal, string what) => Find(Of(journal), "gave up", what, () => GaveUp++);

    public void Loses(ConsoleJournal journal, string what) => Find(Of(journal), "lost", what, () => Lost++);

    public void Differs(ConsoleJournal journal, string what) => Find(Of(journal), "different", what, () => Different++);

    public void GivesUp(ConsoleJournal journal, string what) => Find(Of(journal), "gave up", what, () => GaveUp++);

    public void Add(AuditTally other)
    {
        Signals += other.Signals;
        Acts += other.Acts;
        Ledgers += other.Ledgers;
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
        new(Sessions, Entries, Answers, Lost, Different, EndedEarly, EndedLate, NotEnded, ScoresCompared, ScoresWrong, GaveUp, [.. _findings])
        { Signals = Signals, Acts = Acts, Ledgers = Ledgers };

    private static string Of(LearnerJournal journal) => $"{journal.UserName}, session {journal.Session}";

    private static string Of(ConsoleJournal journal) => $"{journal.UserName}, room {journal.Room}";

    private void Find(string who, string kind, string what, Action count)
    {
        count();
        if (_findings.Count < MostFindings)
            _findings.Add($"{kind}: {who}: {what}");
    }
}
