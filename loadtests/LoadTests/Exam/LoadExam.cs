using System.Globalization;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.Exam;

/// <summary>The load test's exam as an authoring file, under an id and a time limit of one run.</summary>
internal static class LoadExam
{
    public const string Program = "load-test";

    public const string ProgramYaml =
        """
        kind: program
        program: load-test
        title: Load test
        description: Nobody earns anything here.
        courses: [{ id: load-test, title: Load test }]
        """;

    /// <summary>Which fields the exam has and how they are scored.</summary>
    public static ExamKey Key { get; } = ExamKey.Read(Text());

    /// <param name="limit">Whole seconds.</param>
    /// <param name="watch">Null for an exam without proctors.</param>
    public static string Yaml(string id, TimeSpan limit, Watch? watch = null) => Text()
        .Replace("navigation: free\n", $"navigation: free\n{Proctored(watch)}", StringComparison.Ordinal)
        .Replace("exam: load-test\n", $"exam: {id}\n", StringComparison.Ordinal)
        .Replace("timeLimit: 90m\n", string.Create(CultureInfo.InvariantCulture, $"timeLimit: {limit.TotalSeconds:0}s\n"), StringComparison.Ordinal);

    /// <summary>As usual, but that no number of flags keeps a result back: nobody reviews here.</summary>
    private static string Proctored(Watch? watch) => watch is null ? "" :
        $$"""
        proctored: true
        proctoring: { admit: {{(watch.AdmittedByProctors ? "proctor" : "policy")}}, review: { opensAt: 1 } }

        """;

    private static string Text()
    {
        using var stream = typeof(LoadExam).Assembly.GetManifestResourceStream("load-test.yaml")
            ?? throw new InvalidOperationException("The exam is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
