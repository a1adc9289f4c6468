using System.Net.Mime;
using System.Text;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Learners;

namespace Browser.Tests.Harness;

/// <summary>What staff do before the day, through the same doors as they.</summary>
internal static class Preparation
{
    private const string Folder = "Browser.Tests.Exams.";

    /// <summary>The learner of an account of the demonstration.</summary>
    public static string LearnerOf(string userName) => userName == "learner" ? "demo-1" : "demo-2";

    /// <summary>Imports an exam of this project's folder <c>Exams</c> and registers the learner for it.</summary>
    /// <param name="adjust">Changes the text before it is imported, so that one file serves several tests.</param>
    /// <returns>The exam's id.</returns>
    public static async Task<string> Exam(EngineProcess engine, string file, string learner = "learner", Func<string, string>? adjust = null)
    {
        var staff = await engine.As("staff");
        await staff.Post<ImportDone>("api/import", new { yaml = Text("program.yaml") });
        var yaml = Text(file);
        var assets = new[] { new { name = "square.svg", mediaType = MediaTypeNames.Image.Svg, content = Encoding.UTF8.GetBytes(Text("square.svg")) } };
        var done = await staff.Post<ImportDone>("api/import", new { yaml = adjust?.Invoke(yaml) ?? yaml, assets });
        await Register(engine, learner, done.Id);
        return done.Id;
    }

    /// <summary>Registers a learner of the demonstration for an exam that has been imported.</summary>
    public static async Task Register(EngineProcess engine, string learner, string exam)
    {
        var staff = await engine.As("staff");
        await staff.Put($"api/learners/{LearnerOf(learner)}/registrations", new Registration(exam, null, null));
        var caller = await engine.As(learner);
        await Eventually.True($"{exam} in the catalogue", () => caller.Finds($"api/exams/{exam}/briefing"));
    }

    /// <summary>Gives the demonstration's proctor the first room of an exam, which there is from the first check-in on.</summary>
    /// <returns>The room.</returns>
    public static async Task<string> Watch(EngineProcess engine, string exam)
    {
        var (scope, room) = ($"e~{exam}", $"e~{exam}~1");
        var staff = await engine.As("staff");
        await Eventually.True("the exam's room is there", () => staff.Finds($"api/rooms/{scope}"));
        await staff.Put($"api/rooms/{scope}/proctors", new { commandId = Guid.NewGuid(), room, proctors = new[] { "proctor" } });
        return room;
    }

    /// <summary>Sets the name that credentials carry.</summary>
    public static async Task Name(EngineProcess engine, string learner, string legalName, string country)
    {
        var staff = await engine.As("staff");
        await staff.Put($"api/learners/{LearnerOf(learner)}", new LearnerProfile(legalName, country));
    }

    /// <summary>Takes a seat without a browser.</summary>
    public static async Task<Guid> Seat(Caller learner, string exam)
    {
        var begun = await learner.Post<SessionBegun>($"api/exams/{exam}/sessions", new { commandId = Guid.NewGuid(), honourCodeAccepted = true });
        return begun.SessionId;
    }

    /// <summary>A file of this project's folder <c>Exams</c>.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(Preparation).Assembly.GetManifestResourceStream(Folder + file) ?? throw new FileNotFoundException(file);
        return new StreamReader(stream).ReadToEnd();
    }
}
