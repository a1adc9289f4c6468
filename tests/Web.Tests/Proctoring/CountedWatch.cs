using System.Reflection;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;

namespace Web.Tests.Proctoring;

/// <summary>Watches that say whether evidence may be stored and note who looked, and do nothing else: how often they are asked can be counted.</summary>
public class CountedWatch : DispatchProxy
{
    private CountedWatch? owner;
    private Func<EvidencePermit?> answer = () => null;

    /// <summary>How often they were asked for a permit.</summary>
    public int Asked { get; private set; }

    /// <summary>What was looked at, as written down.</summary>
    public List<string> Looks { get; } = [];

    /// <summary>What writing a look down waits for.</summary>
    public Func<Task> Writing { get; set; } = () => Task.CompletedTask;

    public IGrainFactory Factory => (IGrainFactory)(object)this;

    /// <param name="answer">The permit; null to refuse it.</param>
    public static CountedWatch Answering(Func<EvidencePermit?> answer)
    {
        var factory = (CountedWatch)(object)Create<IGrainFactory, CountedWatch>();
        factory.answer = answer;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod?.Name)
        {
            case nameof(IGrainFactory.GetGrain):
                var watch = Create<IWatchGrain, CountedWatch>();
                ((CountedWatch)(object)watch).owner = this;
                return watch;
            case nameof(IWatchGrain.Permit) when owner is not null:
                owner.Asked++;
                Reply<EvidencePermit> reply = owner.answer() is { } permit ? permit : new Problem("session.unknown", "There is no such session.");
                return Task.FromResult(reply);
            case nameof(IWatchGrain.EvidenceViewed) when owner is not null && args is [_, string what]:
                owner.Looks.Add(what);
                return owner.Writing();
            default:
                throw new NotSupportedException(targetMethod?.Name);
        }
    }
}
