using System.Diagnostics;
using ExamEngine.Contracts.Sessions;

namespace Web.Tests.Cluster;

/// <summary>A learner in an exam, who remembers each answer that was acknowledged.</summary>
internal sealed class Sitter(Visitor visitor, Guid session, Guid device, SessionView view)
{
    private long seq;
    private string last = "";

    public static async Task<Sitter> Begin(Visitor visitor)
    {
        var (session, device) = (await Sitting.Begin(visitor), Guid.NewGuid());
        return new Sitter(visitor, session, device, await Sitting.Start(visitor, session, device));
    }

    /// <summary>Saves another answer. Any status but 200, and any entry that is not stored, fails the test.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> Save()
    {
        var text = $"answer {++seq}";
        var watch = Stopwatch.StartNew();
        var saved = await Sitting.Save(visitor, session, device, Sitting.Answer(view, 1, seq, text));
        Assert.NotEqual(AckStatus.Refused, Assert.Single(saved.Acks).Status);
        last = text;
        return watch.Elapsed;
    }

    /// <summary>The server holds what was acknowledged last.</summary>
    public async Task NothingIsLost()
    {
        var now = await Sitting.Open(visitor, session, device);
        Assert.Equal((seq, last), (now.LastSeq, Assert.Single(now.Answers).Value.Text));
    }
}
