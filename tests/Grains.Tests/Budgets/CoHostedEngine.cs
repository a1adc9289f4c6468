using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Grains.Hosting;
using ExamEngine.Storage;
using Grains.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grains.Tests.Budgets;

/// <summary>A silo whose callers are in the same process, as the server has it: a test cluster's client would add its own messages to the bill.</summary>
public sealed class CoHostedEngine : IAsyncLifetime
{
    public const int Items = 60;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-budget-");
    private readonly IHost _host;
    private int _people;

    public CoHostedEngine()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddExamEngineStorage(new StorageOptions.Sqlite(Path.Combine(_directory.FullName, "exam.db")));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "budgets", clusterId: $"budgets-{Guid.NewGuid():N}");
            silo.Services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = Path.Combine(_directory.FullName, "keys"),
                Issuer = "Budgets",
                PublicAddress = new Uri("http://localhost"),
                AgendaInterval = TimeSpan.FromDays(1),
            });
        });
        _host = builder.Build();
    }

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        (await Grains.GetGrain<IImportGrain>(0).Import(Actor.System, new AuthoringFile(Exam(), []))).Ok();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    /// <summary>A learner who has started.</summary>
    internal async Task<Sitter> Sit()
    {
        var number = Interlocked.Increment(ref _people);
        var (actor, device) = (new Actor($"account-{number}", $"learner-{number}", Roles.Learner), Guid.NewGuid());
        var grain = Grains.GetGrain<ISessionGrain>(Guid.NewGuid());
        (await grain.Seat(new SeatLearner(Guid.NewGuid(), $"learner-{number}", "budget", 1, (ulong)number, 100, null, 1))).Ok();
        (await grain.Start(new FromDevice(actor, Guid.NewGuid(), device))).Ok();
        return new Sitter(grain, actor, device);
    }

    private static string Exam()
    {
        var yaml = new StringBuilder("exam: budget\nrehearsal: true\ntitle: Budget\ntimeLimit: 5h\ncutScore: 50%\nsections:\n  - id: all\n    items:\n");
        for (var item = 1; item <= Items; item++)
            yaml.AppendLine(CultureInfo.InvariantCulture, $"      - {{ id: item-{item}, stem: Which?, fields: [{{ id: answer, points: 1, singleChoice: {{ options: [{{ text: A, correct: true }}, {{ text: B }}, {{ text: C }}] }} }}] }}");
        return yaml.ToString();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

/// <summary>Answers item after item, and begins again with another option.</summary>
internal sealed class Sitter(ISessionGrain grain, Actor actor, Guid device)
{
    private static readonly string[] Options = ["a", "b", "c"];

    private long _seq;

    public async Task Save()
    {
        var reply = await grain.Save(new SaveEntries(actor, device, [Next()]));
        if (reply.Value is not { Acks: [{ Status: AckStatus.Saved }] })
            throw new InvalidOperationException("A save was refused.");
    }

    public async Task SaveAll() => (await grain.Save(new SaveEntries(actor, device, [.. Enumerable.Range(0, CoHostedEngine.Items).Select(_ => Next())]))).Ok();

    private Entry.Answer Next()
    {
        var seq = ++_seq;
        return new(Guid.NewGuid(), seq, (int)((seq - 1) % CoHostedEngine.Items) + 1, "answer", new AnswerValue([Options[seq / CoHostedEngine.Items % 3]], null));
    }
}
