using System.Diagnostics;
using ExamEngine.Benchmarks.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Benchmarks.Journal;

/// <summary>A sheet of answers that is written as a whole whenever one of them changes: what Orleans' grain storage invites one to do.</summary>
[Alias("benchmarks.ISheetGrain")]
internal interface ISheetGrain : IGrainWithIntegerKey
{
    [Alias("Save")]
    Task Save();
}

[GenerateSerializer, Alias("benchmarks.sheet")]
internal sealed class Sheet
{
    [Id(0)]
    public string Answers { get; set; } = new('x', 4096);

    [Id(1)]
    public long Saves { get; set; }
}

internal sealed class SheetGrain([PersistentState("sheet", OrleansStorageRival.Provider)] IPersistentState<Sheet> sheet) : Grain, ISheetGrain
{
    public Task Save()
    {
        sheet.State.Saves++;
        return sheet.WriteStateAsync();
    }
}

/// <summary>Orleans' AdoNet grain storage on PostgreSQL, in a silo of this process, over a schema that offers the queries it asks for.</summary>
internal static class OrleansStorageRival
{
    public const string Provider = "sheets";

    /// <summary>One statement a write: a new row when the grain has none, else the row of the version it has read.</summary>
    private const string Schema =
        """
        create table sheet (
          service text not null, type_hash int not null, id_hash int not null, type text not null, n0 bigint not null, n1 bigint not null, ext text not null,
          version int not null, payload bytea, primary key (service, type_hash, id_hash, type, n0, n1, ext));
        create table OrleansQuery (QueryKey text primary key, QueryText text not null);
        insert into OrleansQuery values
        ('ReadFromStorageKey', $$
          select payload as "PayloadBinary", version as "Version" from sheet
          where service = @ServiceId and type_hash = @GrainTypeHash and id_hash = @GrainIdHash and type = @GrainTypeString
            and n0 = @GrainIdN0 and n1 = @GrainIdN1 and ext = coalesce(@GrainIdExtensionString, '') $$),
        ('WriteToStorageKey', $$
          with changed as (
            update sheet set payload = @PayloadBinary, version = version + 1
            where service = @ServiceId and type_hash = @GrainTypeHash and id_hash = @GrainIdHash and type = @GrainTypeString
              and n0 = @GrainIdN0 and n1 = @GrainIdN1 and ext = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
            returning version
          ), added as (
            insert into sheet
            select @ServiceId, @GrainTypeHash, @GrainIdHash, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
            where @GrainStateVersion is null
            on conflict do nothing
            returning version
          )
          select version as "NewGrainStateVersion" from changed union all select version from added $$),
        ('ClearStorageKey', $$
          update sheet set payload = null, version = version + 1
          where service = @ServiceId and type_hash = @GrainTypeHash and id_hash = @GrainIdHash and type = @GrainTypeString
            and n0 = @GrainIdN0 and n1 = @GrainIdN1 and ext = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
          returning version as "NewGrainStateVersion" $$),
        ('DeleteStorageKey', $$
          delete from sheet
          where service = @ServiceId and type_hash = @GrainTypeHash and id_hash = @GrainIdHash and type = @GrainTypeString
            and n0 = @GrainIdN0 and n1 = @GrainIdN1 and ext = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
          returning version as "NewGrainStateVersion" $$);
        """;

    public static async Task<Figures> Measure(string server, TimeSpan duration, int callers)
    {
        await using var database = await ScratchDatabase.Create(server, "orleans");
        await database.Run(Schema);
        using var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseOrleans(silo => silo
                .UseLocalhostClustering(LocalPorts.Free(), gatewayPort: 0, serviceId: "sheets", clusterId: $"sheets-{Guid.NewGuid():N}")
                .AddAdoNetGrainStorage(Provider, options =>
                {
                    options.Invariant = "Npgsql";
                    options.ConnectionString = $"{database.ConnectionString};Maximum Pool Size=20;No Reset On Close=true;Max Auto Prepare=40;Auto Prepare Min Usages=2";
                }))
            .Build();
        await host.StartAsync();
        try
        {
            var grains = (IGrainFactory?)host.Services.GetService(typeof(IGrainFactory)) ?? throw new InvalidOperationException("There is no silo.");
            var warm = await Drive(grains, TimeSpan.FromSeconds(1), callers);
            var figures = await Drive(grains, duration, callers);
            await database.Holds("select sum(version)::bigint from sheet", warm.Events + figures.Events);
            return figures;
        }
        finally
        {
            await host.StopAsync();
        }
    }

    private static async Task<Figures> Drive(IGrainFactory grains, TimeSpan duration, int callers)
    {
        var latencies = new Latencies(callers, duration);
        var started = Stopwatch.GetTimestamp();

        async Task Caller(int caller)
        {
            var grain = grains.GetGrain<ISheetGrain>(caller);
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var from = Stopwatch.GetTimestamp();
                await grain.Save();
                latencies.Add(caller, Stopwatch.GetElapsedTime(from));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => Caller(i))));
        return latencies.Figures(Stopwatch.GetElapsedTime(started));
    }
}
