using ExamEngine.Contracts.Kernel;

namespace Grains.Tests.Harness;

/// <summary>What a test expects of a reply.</summary>
internal static class Replies
{
    public static T Ok<T>(this Reply<T> reply) where T : class
    {
        Assert.Empty(reply.Problems);
        return Assert.IsType<T>(reply.Value);
    }

    public static void Refused<T>(this Reply<T> reply, string code) where T : class
    {
        Assert.Null(reply.Value);
        Assert.Equal(code, Assert.Single(reply.Problems).Code);
    }
}
