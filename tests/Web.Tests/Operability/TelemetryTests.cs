using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using ExamEngine.Silo;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Web.Tests.Operability;

/// <summary>A server that exports what it sees, every trace of it, to where nobody listens.</summary>
public sealed class ObservedSilo : IAsyncLifetime
{
    private OwnSilo? silo;

    internal OwnSilo Silo => silo!;

    internal HeardLogs Logs { get; } = new();

    internal HeardSpans Spans { get; } = new();

    public Uri Metrics { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));

    public async ValueTask InitializeAsync() => silo = await OwnSilo.Start(
        [
            "--ExamEngine:Telemetry:Otlp=http://127.0.0.1:9", "--ExamEngine:Telemetry:TraceRatio=1", $"--ExamEngine:Telemetry:MetricsAddress={Metrics}",
        ],
        services =>
        {
            services.AddLogging(logging => logging.AddProvider(Logs));
            services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(Spans));
        });

    public async ValueTask DisposeAsync()
    {
        if (silo is not null)
            await silo.DisposeAsync();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

/// <summary>Alone: an exporter hears the instruments of every host of this process, and beside others the counts waited for did not always come.</summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class AloneForTelemetry;

[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests(ObservedSilo observed) : IClassFixture<ObservedSilo>
{
    private const string Name = "Zenobia Q. Unmistakable";
    private const string Answer = "an unmistakable answer";

    private OwnSilo Silo => observed.Silo;

    [Fact]
    public async Task A_save_is_one_trace_from_the_request_through_the_grain_to_the_journal()
    {
        await SitAndSave();

        var save = await Eventually.Find("the trace of a save", () => Task.FromResult(
            observed.Spans.All.FirstOrDefault(span => span.DisplayName == "POST /api/sessions/{id:guid}/entries")));
        var trace = observed.Spans.All.Where(span => span.TraceId == save.TraceId).ToArray();

        Assert.Contains(trace, span => span.DisplayName == "ISessionGrain/Save");
        Assert.Contains(trace, span => span.OperationName == "journal.append");
        Assert.Contains(observed.Spans.All, span => span.OperationName == "journal.commit" && span.TraceId != save.TraceId);
    }

    [Fact]
    public async Task No_span_and_no_log_tells_an_answer_a_name_a_ticket_or_a_key()
    {
        var before = observed.Spans.All.Count;
        var secrets = await SitAndSave();

        var told = observed.Spans.All.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.Select(happened => happened.ToString() ?? "")).Append(span.DisplayName).Append(span.StatusDescription ?? ""))
            .Concat(observed.Logs.Lines.Select(line => line.Text)).ToArray();
        Assert.True(observed.Spans.All.Count > before);
        Assert.All(secrets, secret => Assert.DoesNotContain(told, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task What_a_browser_says_of_its_trace_is_not_taken()
    {
        const string Foreign = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var visitor = new Visitor(Silo.Address);

        using var answer = await visitor.Send(new HttpRequestMessage(HttpMethod.Get, "api/account/demo") { Headers = { { "traceparent", $"00-{Foreign}-00f067aa0ba902b7-01" }, { "baggage", "who=me" } } });
        var span = await Eventually.Find("its span", () => Task.FromResult(observed.Spans.All.FirstOrDefault(span => span.DisplayName == "GET /api/account/demo")));

        Assert.NotEqual(Foreign, span.TraceId.ToString());
        Assert.Empty(span.Baggage);
    }

    [Fact]
    public async Task A_refusal_over_the_hub_is_no_error_in_the_log()
    {
        var learner = (await Silo.Learners(1))[0];
        await using var hub = learner.Hub();
        await hub.StartAsync();

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<object>("Join", Guid.NewGuid(), Guid.NewGuid()));

        Assert.Equal("session.unknown", refused.Code());
        Assert.DoesNotContain(observed.Logs.Lines, line => line.Level >= LogLevel.Warning && line.Text.Contains("session.unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_metrics_address_tells_how_many_sessions_run_and_has_nothing_else()
    {
        await SitAndSave();
        using var client = new HttpClient { BaseAddress = observed.Metrics };

        Assert.True(Running() >= 1);
        // The exporter answers from memory for a third of a second, and an acknowledgement is counted after it was sent. The servers of other tests in this
        // process report under the same names, so that how many run is asked of this one alone, above.
        await Eventually.Find("each of them, counted", async () =>
            await client.GetStringAsync(new Uri("metrics", UriKind.Relative)) is var metrics
                && metrics.Contains("examengine_sessions_live{", StringComparison.Ordinal)
                && Value(metrics, "examengine_sessions_saves_total") >= 1
                && Value(metrics, "examengine_acknowledgement_duration_seconds_count", "transport=\"http\"") >= 1
                && Value(metrics, "examengine_journal_commit_duration_seconds_count") >= 1
            ? metrics
            : null);
        using var other = await client.GetAsync(new Uri("api/account", UriKind.Relative));
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (other.StatusCode, page.StatusCode));
    }

    [Fact]
    public async Task Metrics_at_the_sites_own_address_are_for_the_operator_key()
    {
        using var visitor = new Visitor(Silo.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics") { Headers = { Authorization = new("Bearer", OperatorFile.Read(Silo.DataDirectory)!.Key) } };

        using var operators = await visitor.Send(request);
        using var strangers = await visitor.Get("metrics");

        Assert.Contains("examengine_connections", await operators.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ProblemCodes.SignedOut, await strangers.Code());
    }

    [Fact]
    public async Task What_walks_all_activations_to_be_read_is_not_read()
    {
        await SitAndSave();
        using var client = new HttpClient { BaseAddress = observed.Metrics };

        var metrics = await Eventually.Find("Orleans' own", async () =>
            await client.GetStringAsync(new Uri("metrics", UriKind.Relative)) is var read && read.Contains("orleans_catalog_activations", StringComparison.Ordinal) ? read : null);

        Assert.DoesNotContain("orleans_messaging_processing_activation_data", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans_directory_cache_size", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_code()
    {
        using var visitor = new Visitor(Silo.Address);
        (await visitor.Get("api/home")).Dispose();
        using var client = new HttpClient { BaseAddress = observed.Metrics };

        // The exporter keeps an answer for a third of a second.
        await Eventually.Find("the count", async () =>
            Value(await client.GetStringAsync(new Uri("metrics", UriKind.Relative)), "examengine_requests_refused_total", "code=\"account.signed-out\"") >= 1 ? "counted" : null);
    }

    /// <summary>What must not be told afterwards.</summary>
    private async Task<string[]> SitAndSave()
    {
        var learner = (await Silo.Learners(1, Name))[0];
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);
        await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, 1, Answer));
        return [Name, Answer, session.ToString(), device.ToString(), "own-", OperatorFile.Read(Silo.DataDirectory)!.Key];
    }

    /// <summary>Sessions in this server's memory that run.</summary>
    private int Running()
    {
        var running = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "examengine.sessions.live" && instrument.Meter.Scope == Silo.Services.GetRequiredService<IMeterFactory>())
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) => running += tags.ToArray().Any(tag => tag is { Key: "state", Value: "running" }) ? count : 0);
        listener.Start();
        listener.RecordObservableInstruments();
        return running;
    }

    private static double Value(string metrics, string name, string tag = "") => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(tag, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
