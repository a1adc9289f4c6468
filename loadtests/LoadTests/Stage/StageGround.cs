namespace ExamEngine.LoadTests;

/// <summary>What every stage that starts processes stands on: directories, the database, the disk below it and the line in front.</summary>
internal sealed class StageGround : IAsyncDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const string Postgres = "postgres";

    private readonly StagePlan _plan;
    private readonly DirectoryInfo _open;
    private readonly SlowFlush? _disk;
    private readonly PostgresServer? _postgres;
    private LineProxy? _line;

    private StageGround(StagePlan plan, DirectoryInfo open, SlowFlush? disk, PostgresServer? postgres) => (_plan, _open, _disk, _postgres) = (plan, open, disk, postgres);

    public string Logs => Path.Combine(_plan.DataDirectory, "logs");

    /// <summary>Whether the plan has a line between learners and server.</summary>
    public bool HasLine => _plan.Line is not null;

    /// <summary>Environment of the process that flushes the journal to disk.</summary>
    public IReadOnlyDictionary<string, string> Flushing => FlushingWith(_disk);

    /// <summary>What tells a server where its journal is.</summary>
    public IEnumerable<string> StorageSettings => _postgres is null ? [] : EngineCommand.On(_postgres);

    /// <summary>What tells the processes of a cluster where evidence is.</summary>
    public IEnumerable<string> SharedEvidence => ["--ExamEngine:Evidence:Shared", "true", "--ExamEngine:Evidence:Directory", DataOf("evidence")];

    public IReadOnlyList<StageProcess> Processes => _postgres is null ? [] : [new(Postgres, _postgres.Pid)];

    public static async Task<StageGround> Prepare(StagePlan plan, bool withPostgres, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            throw new NotSupportedException("The load test starts servers on Linux only; elsewhere give it the address of one.");

        Directory.CreateDirectory(Path.Combine(plan.DataDirectory, "logs"));
        // PostgreSQL may run as another user, who has to get in; the plan's own directory may lie where nobody else does.
        var open = Directory.CreateTempSubdirectory("examengine-stage-");
        open.UnixFileMode = ForAll;
        try
        {
            var disk = plan.SlowableDisk ? await SlowFlush.Prepare(open.FullName, ct) : null;
            return new StageGround(plan, open, disk, withPostgres ? await PostgresServer.Start(Path.Combine(open.FullName, "postgres"), FlushingWith(disk), ct) : null);
        }
        catch
        {
            open.Delete(recursive: true);
            throw;
        }
    }

    public string DataOf(string process) => Path.Combine(_plan.DataDirectory, process);

    /// <summary>Where learners connect to reach a server: its own address, or the plan's line to it.</summary>
    public Uri LineTo(Uri server) => _plan.Line is { } quality ? (_line ??= new LineProxy(server, quality)).Address : server;

    /// <exception cref="NotSupportedException">It is not for the ground, or the ground has nothing of that kind.</exception>
    public Task Apply(Fault fault, CancellationToken ct)
    {
        switch (fault)
        {
            case Fault.RestartPostgres(var inOrder):
                return Restart(inOrder, ct);
            case Fault.Kill(Postgres):
                return Restart(inOrder: false, ct);
            case Fault.CutAllSockets:
                (_line ?? throw new NotSupportedException("Connections are cut on the plan's line, and it has none.")).CutAll();
                return Task.CompletedTask;
            case Fault.SlowDisk slow:
                return Slow(_disk ?? throw new NotSupportedException("The plan did not ask for a disk that can be slowed."), slow, ct);
            default:
                throw new NotSupportedException($"This stage has nothing that could be broken so: {fault}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null)
            await _line.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _open.Delete(recursive: true);
    }

    private Task Restart(bool inOrder, CancellationToken ct) =>
        (_postgres ?? throw new NotSupportedException("There is no PostgreSQL to restart: this stage keeps its data in SQLite.")).Restart(inOrder, ct);

    private static async Task Slow(SlowFlush disk, Fault.SlowDisk slow, CancellationToken ct)
    {
        disk.Set(slow.PerFlush);
        try
        {
            await Task.Delay(slow.For, ct);
        }
        finally
        {
            disk.Set(TimeSpan.Zero);
        }
    }

    private static IReadOnlyDictionary<string, string> FlushingWith(SlowFlush? disk) => disk?.Environment ?? new Dictionary<string, string>();
}
