using ExamEngine.Contracts.Kernel;
using ExamEngine.Web.Proctoring;

namespace Web.Tests.Proctoring;

public sealed class ProctorLineTests
{
    private static readonly ImmutableArray<string> Camera = ["camera"];

    private readonly ProctorLine line = new("connection", new Actor("proctor", null, Roles.Proctor));
    private readonly Guid session = Guid.NewGuid();

    [Fact]
    public void A_look_is_written_down_once_an_opening()
    {
        line.Open("room", session, most: 1);
        Assert.Equal(Camera, line.Look(session, Camera));

        line.Looked(session, Camera);

        Assert.Empty(line.Look(session, Camera));
    }

    [Fact]
    public void A_look_that_is_written_down_after_the_session_was_closed_is_none_of_the_next_opening()
    {
        line.Add("room");
        line.Open("room", session, most: 1);
        line.Look(session, Camera);
        line.Remove("room");
        line.Looked(session, Camera);

        line.Open("room", session, most: 1);

        Assert.Equal(Camera, line.Look(session, Camera));
    }
}
