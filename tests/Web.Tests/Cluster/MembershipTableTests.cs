using ExamEngine.Silo.Cluster;
using ExamEngine.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace Web.Tests.Cluster;

/// <summary>Orleans' own table of a cluster's members over the statements that the migration gives it.</summary>
public sealed class MembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);
    private readonly string name = $"cluster-{Guid.NewGuid():N}";
    private ClusterDatabase? database;
    private AdoNetClusteringTable? table;

    private ClusterDatabase Database => database ?? throw new InvalidOperationException("There is no database.");

    private AdoNetClusteringTable Table => table ?? throw new InvalidOperationException("There is no table.");

    private IOptions<ClusterOptions> Named => Options.Create(new ClusterOptions { ClusterId = name, ServiceId = "test" });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await ClusterDatabase.Create();
        await using var services = new ServiceCollection().AddLogging().AddExamEngineReadModel(new StorageOptions.Postgres(Database.ConnectionString)).BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await service.StartingAsync(Stop);
        table = await NewTable();
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task A_silo_joins_once_and_is_read_back_as_it_joined()
    {
        var silo = Silo(1);
        var empty = await Table.ReadAllAsync(Stop);

        Assert.False(await Table.InsertRowAsync(silo, new TableVersion(7, "7"), Stop));
        Assert.True(await Table.InsertRowAsync(silo, empty.Version, Stop));
        var one = await Table.ReadAllAsync(Stop);
        Assert.False(await Table.InsertRowAsync(silo, one.Version, Stop));

        Assert.Equal((0, 1), (empty.Version.Version, one.Version.Version));
        var read = Assert.Single(one.Members).Item1;
        Assert.Equal(
            (silo.SiloAddress, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort, silo.StartTime, silo.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(silo.SiloAddress, Assert.Single((await Table.ReadRowAsync(silo.SiloAddress, Stop)).Members).Item1.SiloAddress);
    }

    [Fact]
    public async Task Of_many_that_join_at_once_each_gets_in_when_it_reads_again()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            var own = await NewTable();
            while (!await own.InsertRowAsync(Silo(number), (await own.ReadAllAsync(Stop)).Version, Stop))
                Stop.ThrowIfCancellationRequested();
        }));

        var all = await Table.ReadAllAsync(Stop);

        Assert.Equal((8, 8), (all.Members.Count, all.Version.Version));
    }

    [Fact]
    public async Task Of_two_who_declare_a_silo_dead_one_has_to_read_again()
    {
        var silo = Silo(1);
        var before = (await Table.ReadAllAsync(Stop)).Version;
        await Table.InsertRowAsync(silo, before, Stop);
        var seen = await Table.ReadAllAsync(Stop);
        silo.Status = SiloStatus.Dead;
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Noon)];

        Assert.True(await Table.UpdateRowAsync(silo, seen.Members[0].Item2, seen.Version, Stop));
        Assert.False(await Table.UpdateRowAsync(silo, seen.Members[0].Item2, seen.Version, Stop));
        Assert.False(await Table.UpdateRowAsync(Silo(3), seen.Members[0].Item2, (await Table.ReadAllAsync(Stop)).Version, Stop));

        var after = await Table.ReadAllAsync(Stop);
        Assert.Equal((seen.Version.Version + 1, SiloStatus.Dead), (after.Version.Version, after.Members[0].Item1.Status));
        Assert.Equal(silo.SuspectTimes, after.Members[0].Item1.SuspectTimes);
    }

    [Fact]
    public async Task A_sign_of_life_moves_its_time_and_no_version()
    {
        var silo = Silo(1);
        await Table.InsertRowAsync(silo, (await Table.ReadAllAsync(Stop)).Version, Stop);
        var before = await Table.ReadAllAsync(Stop);

        silo.IAmAliveTime = Noon.AddMinutes(5);
        await Table.UpdateIAmAliveAsync(silo, Stop);
        silo.IAmAliveTime = Noon.AddMinutes(4);
        await Table.UpdateIAmAliveAsync(silo, Stop);

        var after = await Table.ReadAllAsync(Stop);
        Assert.Equal((before.Version.Version, Noon.AddMinutes(5)), (after.Version.Version, after.Members[0].Item1.IAmAliveTime));
    }

    [Fact]
    public async Task Clients_find_the_gateways_of_active_silos_and_no_others()
    {
        MembershipEntry active = Silo(1), dead = Silo(2), closed = Silo(3);
        (dead.Status, closed.ProxyPort) = (SiloStatus.Dead, 0);
        foreach (var silo in (MembershipEntry[])[active, dead, closed])
            Assert.True(await Table.InsertRowAsync(silo, (await Table.ReadAllAsync(Stop)).Version, Stop));
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var options = new AdoNetClusteringClientOptions();
        new StorageOptions.Postgres(Database.ConnectionString).Configure(options);
        var gateways = ActivatorUtilities.CreateInstance<AdoNetGatewayListProvider>(
            services, Options.Create(options), Options.Create(new GatewayOptions()), Named);

        await gateways.InitializeGatewayListProvider();

        Assert.Equal(
            SiloAddress.New(active.SiloAddress.Endpoint.Address, active.ProxyPort, active.SiloAddress.Generation).ToGatewayUri(),
            Assert.Single(await gateways.GetGateways()));
    }

    [Fact]
    public async Task Silos_that_are_long_dead_are_forgotten_and_others_are_not()
    {
        MembershipEntry active = Silo(1), dead = Silo(2), justDead = Silo(3);
        dead.Status = justDead.Status = SiloStatus.Dead;
        justDead.IAmAliveTime = Noon.AddDays(2);
        foreach (var silo in (MembershipEntry[])[active, dead, justDead])
            Assert.True(await Table.InsertRowAsync(silo, (await Table.ReadAllAsync(Stop)).Version, Stop));

        await Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Noon.AddDays(1)), Stop);

        Assert.Equal(
            [active.SiloAddress, justDead.SiloAddress], (await Table.ReadAllAsync(Stop)).Members.Select(member => member.Item1.SiloAddress).Order());
        await Table.DeleteMembershipTableEntriesAsync(name, Stop);
        await Table.InitializeMembershipTableAsync(true, Stop);
        Assert.Empty((await Table.ReadAllAsync(Stop)).Members);
    }

    private async Task<AdoNetClusteringTable> NewTable()
    {
        var options = new AdoNetClusteringSiloOptions();
        new StorageOptions.Postgres(Database.ConnectionString).Configure(options);
        await using var services = new ServiceCollection().BuildServiceProvider();
        var made = new AdoNetClusteringTable(services, Named, Options.Create(options), NullLogger<AdoNetClusteringTable>.Instance);
        await made.InitializeMembershipTableAsync(true, Stop);
        return made;
    }

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("10.0.0.7"), 11110 + number, number),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = Noon,
        IAmAliveTime = Noon.AddSeconds(number),
    };
}
