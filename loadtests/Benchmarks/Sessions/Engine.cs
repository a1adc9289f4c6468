using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Grains.Hosting;
using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Benchmarks.Sessions;

/// <summary>The engine without its web tier in this process, as the server composes it, with the sample exam published.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo _directory;

    private Engine(IHost host, DirectoryInfo directory)
    {
        (_host, _directory) = (host, directory);
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        Journal = host.Services.GetRequiredService<IJournal>();
    }

    public IGrainFactory Grains { get; }

    public IJournal Journal { get; }

    /// <param name="storage">Given a directory that lives as long as the engine.</param>
    /// <param name="exam">The exam to publish in place of <see cref="SampleExam"/>, as YAML.</param>
    /// <param name="adjust">Has the last word on the storage's services.</param>
    public static async Task<Engine> Start(Func<DirectoryInfo, StorageOptions> storage, string? exam = null, Action<IServiceCollection>? adjust = null)
    {
        var directory = Directory.CreateTempSubdirectory("examengine-sessions-");
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Services.AddExamEngineStorage(storage(directory));
        adjust?.Invoke(builder.Services);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(LocalPorts.Free(), gatewayPort: 0, serviceId: "examengine", clusterId: $"examengine-{Guid.NewGuid():N}");
            silo.Services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = Path.Combine(directory.FullName, "keys"),
                Issuer = "Benchmarks",
                PublicAddress = new Uri("http://localhost"),
            });
        });
        var engine = new Engine(builder.Build(), directory);
        await engine._host.StartAsync();
        var done = await engine.Grains.GetGrain<IImportGrain>(0).Import(Actor.System, new AuthoringFile(exam ?? SampleExam.Yaml(), []));
        return done.Value is null ? throw new InvalidOperationException(string.Join("; ", done.Problems)) : engine;
    }

    /// <summary>A learner at the start of a sitting.</summary>
    public async Task<Sitting> Sit(int number)
    {
        var (id, learner, device) = (Guid.CreateVersion7(), $"learner-{number}", Guid.CreateVersion7());
        var grain = Grains.GetGrain<ISessionGrain>(id);
        var actor = new Actor($"account-{number}", learner, Roles.Learner);
        Require(await grain.Seat(new SeatLearner(Guid.CreateVersion7(), learner, SampleExam.Id, 1, (ulong)number, 100, null, 1)));
        Require(await grain.Start(new FromDevice(actor, Guid.CreateVersion7(), device)));
        return new Sitting(id, grain, actor, device);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    private static void Require<T>(Reply<T> reply)
        where T : class
    {
        if (reply.Value is null)
            throw new InvalidOperationException(string.Join("; ", reply.Problems));
    }
}

/// <summary>One learner's browser, without the browser: answers item after item, and begins again with another answer after the last.</summary>
internal sealed class Sitting(Guid id, ISessionGrain grain, Actor actor, Guid device)
{
    private static readonly string[] Options = ["a", "b", "c", "d"];

    private long _seq;

    public Guid Id => id;

    /// <summary>Saves the next answer; every one is new to the session.</summary>
    public async Task Save()
    {
        var reply = await grain.Save(new SaveEntries(actor, device, [Next()]));
        if (reply.Value is not { Acks: [{ Status: AckStatus.Saved }] })
            throw new InvalidOperationException($"A save was refused: {string.Join("; ", reply.Problems)}");
    }

    /// <summary>Saves the next answers at once.</summary>
    public async Task Save(int count)
    {
        var reply = await grain.Save(new SaveEntries(actor, device, [.. Enumerable.Range(0, count).Select(_ => Next())]));
        if (reply.Value is not { } saved || saved.Acks.Any(ack => ack.Status != AckStatus.Saved))
            throw new InvalidOperationException("A save was refused.");
    }

    private Entry.Answer Next()
    {
        var seq = ++_seq;
        var item = (int)((seq - 1) % SampleExam.Items) + 1;
        var value = SampleExam.TakesText(item) ? new AnswerValue(null, Number(seq)) : new AnswerValue([Options[seq / SampleExam.Items % 4]], null);
        return new Entry.Answer(Guid.CreateVersion7(), seq, item, SampleExam.Field, value);
    }

    private static string Number(long seq) => (seq * 0.37).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
