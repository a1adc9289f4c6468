using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Web.Tests.Operability;

/// <summary>Everything that a server logged.</summary>
internal sealed class HeardLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = [];

    public IEnumerable<(LogLevel Level, string Text)> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose() { }
}

/// <summary>Every span that left a server, after all that is taken out of it has been taken out.</summary>
internal sealed class HeardSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> spans = [];

    public IReadOnlyList<Activity> All => [.. spans];

    public override void OnEnd(Activity data) => spans.Enqueue(data);
}
