using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Windows;
using ExamEngine.Storage;
using ExamEngine.Storage.Evidence;
using ExamEngine.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Grains.Tests.Harness;

/// <summary>
/// An engine with one silo over a SQLite file of its own and a clock that a test moves. Orleans itself runs on the real clock. The agenda
/// is swept when a test says so: the sweeper's own rounds are weeks apart.
/// </summary>
public class Engine : IAsyncLifetime
{
    public static readonly DateTimeOffset Opening = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] AllFixtures = ["program", "rehearsal", "every-kind", "plain", "linear", "timed", "after-window", "two-essays", "slow-pattern", "proctored", "watched", "let-in", "rehearsal-watched", "asking-program", "asking", "asking-alone"];

    /// <summary>One set of keys for all engines of a run: making one is a second of computing.</summary>
    private static readonly Lazy<DirectoryInfo> Keys = new(() =>
    {
        var keys = Directory.CreateTempSubdirectory("examengine-keys-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => keys.Delete(recursive: true);
        return keys;
    });

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-");
    private readonly int _silos;
    private InProcessTestCluster? _cluster;
    private int _people;

    public Engine() : this(1) { }

    protected Engine(int silos) => _silos = silos;

    internal LeapingClock Time { get; } = new(Opening);

    internal JournalFaults Faults { get; } = new();

    internal InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The engine has not started.");

    internal IGrainFactory Grains => Cluster.Client;

    internal IJournal Journal => Of<IJournal>();

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Whether what becomes due by an act is carried out without a sweep.</summary>
    protected virtual bool PromptDuties => false;

    protected virtual string KeysDirectory => Keys.Value.FullName;

    /// <summary>Slices as small as what a test has: two learners, ten in a second.</summary>
    private static readonly ProgramOptions SmallSlices = new() { Slice = 2, PerSecond = 10 };

    protected virtual StorageOptions Storage => new StorageOptions.Sqlite(File);

    internal AgendaTable Agenda => new(File);

    private string File => Path.Combine(_directory.FullName, "exam.db");

    public virtual async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder((short)_silos);
        builder.ConfigureSilo((_, silo) =>
        {
            var services = silo.Services;
            services.AddSingleton<TimeProvider>(Time);
            foreach (var area in (string[])[
                TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement])
                services.AddKeyedSingleton(area, TimeProvider.System);
            services.AddExamEngineStorage(Storage);
            services.AddEvidence(new EvidenceOptions.Disk(Path.Combine(_directory.FullName, "evidence")));
            var journal = services.Last(service => service.ServiceType == typeof(IJournal)).ImplementationFactory!;
            services.AddSingleton<IJournal>(provider => new FaultyJournal((IJournal)journal(provider), Faults));
            services.AddExamEngineGrains(new GrainOptions
            {
                KeysDirectory = KeysDirectory,
                Issuer = "The Institute",
                PublicAddress = new Uri("https://exams.example/"),
                AgendaInterval = TimeSpan.FromDays(40),
                Windows = new WindowOptions { ExpectedInterval = TimeSpan.FromDays(40) },
                Programs = SmallSlices,
                PromptDuties = PromptDuties,
            });
        });
        // A call on its way to a silo that dies is answered by its time-out alone.
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(_silos > 1 ? 5 : 30)));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        foreach (var name in AllFixtures)
        {
            var imported = await Grains.GetGrain<IImportGrain>(0).Import(Actor.System, Fixture(name));
            Assert.Empty(imported.Problems);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static AuthoringFile Fixture(string name) => new(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.yaml")), []);

    /// <summary>A service of one silo that lives.</summary>
    internal T Of<T>() where T : notnull => Cluster.GetActiveSilos().First().ServiceProvider.GetRequiredService<T>();

    internal void Advance(TimeSpan span) => Time.Advance(span);

    /// <summary>Carries out everything that is due now, what becomes due by it as well.</summary>
    internal async Task Sweep()
    {
        while (await Of<AgendaSweeper>().Sweep(CancellationToken.None) > 0)
        {
            // What was carried out may have made something else due.
        }
    }

    internal void AdvanceTo(DateTimeOffset moment)
    {
        if (moment > Now)
            Advance(moment - Now);
    }

    /// <summary>Carries out what is due second by second, as the rounds of the sweeper would.</summary>
    internal async Task SweepFor(TimeSpan span)
    {
        for (var end = Now + span; Now < end; Advance(TimeSpan.FromSeconds(1)))
            await Sweep();
        await Sweep();
    }

    /// <summary>Carries out what is due second by second until something is so; for at most an hour of the engine's time.</summary>
    internal async Task SweepUntil(Func<Task<bool>> so)
    {
        for (var end = Now + TimeSpan.FromHours(1); !await so(); Advance(TimeSpan.FromSeconds(1)))
        {
            Assert.True(Now < end, "It did not come about within an hour.");
            await Sweep();
        }
    }

    /// <summary>Somebody new with a name, registered for nothing.</summary>
    internal async Task<Candidate> Candidate()
    {
        var candidate = new Candidate(this, $"learner-{Interlocked.Increment(ref _people)}");
        (await candidate.Learner.Describe(Actor.System, new("Ada Lovelace", "GB"))).Ok();
        return candidate;
    }

    internal async Task<List<StoredEvent>> Events(string stream)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Journal.Read(stream))
            events.Add(stored);
        return events;
    }

    internal async Task<long> VersionOf(string stream) => (await Events(stream)).Count;

    /// <summary>Ends the activation, as idleness or a crash of its silo would; the next call replays.</summary>
    internal Task Forget(IAddressable grain) => Cluster.DeactivateAsync(grain);

    /// <summary>True when the grain is in some silo's memory.</summary>
    internal bool InMemory(IAddressable grain) => Cluster.TryGetGrainContext(grain.GetGrainId(), out _);

    /// <summary>Ends the silo that holds the grain, without letting it say goodbye.</summary>
    internal async Task KillTheSiloOf(IAddressable grain)
    {
        var holder = Cluster.Silos.Single(silo => silo.ServiceProvider.GetRequiredService<Orleans.Runtime.IGrainRuntime>().SiloAddress.Equals(AddressOf(grain)));
        await Cluster.KillSiloAsync(holder);
    }

    private Orleans.Runtime.SiloAddress AddressOf(IAddressable grain)
    {
        Assert.True(Cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        return Assert.IsType<Orleans.Runtime.SiloAddress>(context.Address.SiloAddress);
    }
}
