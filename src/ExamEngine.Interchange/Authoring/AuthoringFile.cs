using ExamEngine.Core.Kernel;

namespace ExamEngine.Interchange.Authoring;

/// <summary>What an authoring file describes.</summary>
public enum AuthoringKind { Exam, Program }

/// <summary>Authoring files as files.</summary>
public static class AuthoringFile
{
    /// <summary>A program says <c>kind: program</c>; everything else that is YAML is taken for an exam.</summary>
    public static Validated<AuthoringKind> Kind(string yaml)
    {
        var found = new Findings();
        var kind = YamlText.Load(yaml, found) is YamlDotNet.RepresentationModel.YamlMappingNode root
            && root.Children.Any(pair => pair.Key.ToString() == "kind" && pair.Value.ToString() == "program")
                ? AuthoringKind.Program
                : AuthoringKind.Exam;
        return found.Count > 0 ? new Validated<AuthoringKind>.Invalid(found.Refusals) : new Validated<AuthoringKind>.Valid(kind);
    }

    /// <summary>The JSON Schema (draft 2020-12) of both kinds of file, for editors.</summary>
    public static string Schema()
    {
        using var stream = typeof(AuthoringFile).Assembly.GetManifestResourceStream("exam.schema.json")
            ?? throw new InvalidOperationException("The schema is embedded in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
