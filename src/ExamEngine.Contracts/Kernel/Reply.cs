namespace ExamEngine.Contracts.Kernel;

/// <summary>A refusal on the wire; see the table of codes in the web tier for how each is answered.</summary>
[GenerateSerializer, Alias("ee.problem"), Immutable]
public sealed record Problem([property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] string? Where = null);

/// <summary>What a grain answers: a value, or at least one problem. Never both.</summary>
[GenerateSerializer, Alias("ee.reply`1"), Immutable]
public sealed record Reply<T>([property: Id(0)] T? Value, [property: Id(1)] ImmutableArray<Problem> Problems)
    where T : class
{
    public static implicit operator Reply<T>(T value) => new(value, []);

    public static implicit operator Reply<T>(Problem problem) => new(null, [problem]);

    public static implicit operator Reply<T>(ImmutableArray<Problem> problems) => new(null, problems);
}

/// <summary>Nothing to say beyond "done".</summary>
[GenerateSerializer, Alias("ee.done"), Immutable]
public sealed record Done
{
    public static readonly Done It = new();
}
