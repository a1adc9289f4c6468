using ExamEngine.Web.Definitions;

namespace Web.Tests.Harness;

/// <summary>A program with one small exam, one item of each kind that matters here.</summary>
internal static class TestExam
{
    public const string Id = "web-exam";

    public static readonly ImportRequest Program = new(
        """
        kind: program
        program: web
        title: Web tests
        description: Made for tests.
        courses:
          - { id: web1x, title: Web }
        """, null);

    public const string WatchedId = "web-watched";

    /// <summary>One item, under watch: who has agreed is admitted by policy.</summary>
    public static readonly ImportRequest Watched = new(
        """
        exam: web-watched
        title: Watched web exam
        program: web
        course: web1x
        proctored: true
        proctoring: { identity: false, admit: policy, purpose: For *everybody*. }
        timeLimit: 60m
        cutScore: 50%
        sections:
          - id: one
            title: One
            items:
              - id: word
                stem: Which distribution?
                shortText: { answer: Poisson }
        """, null);

    public const string AskingId = "web-asking";

    /// <summary>One item; asks for enrolment, a payment and a confirmed name.</summary>
    public static readonly ImportRequest Asking = new(
        """
        exam: web-asking
        title: Asking web exam
        program: web
        course: web1x
        timeLimit: 60m
        cutScore: 50%
        eligibility: { enrolment: true, payment: true, confirmedName: true }
        sections:
          - id: one
            items:
              - id: word
                stem: Which distribution?
                shortText: { answer: Poisson }
        """, null);

    public static readonly ImportRequest Exam = new(
        """
        exam: web-exam
        title: Web exam
        language: en
        program: web
        course: web1x
        timeLimit: 60m
        cutScore: 50%
        instructions: Answer the questions.
        honourCode: I work alone.
        policy:
          attempts: unlimited
        assets:
          - name: dot.svg
            file: dot.svg
        sections:
          - id: one
            title: One
            items:
              - id: word
                stem: "Which distribution? ![a dot](asset:dot.svg)"
                shortText: { answer: Poisson }
              - id: number
                stem: Two and two
                numeric: { answer: "4" }
              - id: reason
                stem: Why?
                points: 5
                essay: { rubric: Any reason. }
        """,
        [new ImportAsset("dot.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>"u8.ToArray())]);
}
