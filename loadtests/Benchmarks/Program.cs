using ExamEngine.Benchmarks.Avalanche;
using ExamEngine.Benchmarks.Badges;
using ExamEngine.Benchmarks.Hub;
using ExamEngine.Benchmarks.Journal;
using ExamEngine.Benchmarks.Kernel;
using ExamEngine.Benchmarks.Proctoring;
using ExamEngine.Benchmarks.Rules;
using ExamEngine.Benchmarks.Sessions;

const string Usage =
    """
    usage: Benchmarks VERB [--short] [--seconds S] [--store sqlite|postgres] [--json FILE]
      journal   durable appends, beside a bare insert, one transaction per event, Marten and Orleans' grain storage  [--callers 200]
      session   answers saved through session grains, as fast as goes and at a fixed rate; bytes a save; memory of a live session   [--sessions 200 --rate 2000 --live 5000]
      signalr   answers saved over SignalR into the real server; its processor time a save                           [--learners 200 --rate 2000]
      stills    pictures of a watched exam sent to the real server; its processors                                   [--learners 1000 --rate 1000]
      avalanche every session meets one deadline; until all are sealed, graded and known; processor time of an attempt           [--sessions 10000 --bell 30 --ending deadline|submit]
      badges    Open Badges signed and verified on one core
      core      scoring, drawing, deciding, encoding, with BenchmarkDotNet
      all       all of them
    PostgreSQL is measured when EXAMENGINE_POSTGRES names a server.
    """;

Func<Arguments, Report, Task>[]? runs = args.FirstOrDefault() switch
{
    "journal" => [JournalBenchmark.Run],
    "session" => [SessionBenchmark.Run],
    "signalr" => [SignalRBenchmark.Run],
    "stills" => [StillsBenchmark.Run],
    "avalanche" => [AvalancheBenchmark.Run],
    "badges" => [BadgesBenchmark.Run],
    "core" => [CoreBenchmark.Run],
    "all" => [JournalBenchmark.Run, SessionBenchmark.Run, SignalRBenchmark.Run, StillsBenchmark.Run, AvalancheBenchmark.Run, BadgesBenchmark.Run, CoreBenchmark.Run],
    _ => null,
};
if (runs is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var asked = new Arguments(args.AsSpan(1));
var report = new Report();
foreach (var run in runs)
    await run(asked, report);
report.Write(asked.Json);
return 0;
