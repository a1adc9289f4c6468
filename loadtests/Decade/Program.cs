using System.Runtime;
using System.Runtime.InteropServices;
using ExamEngine.Decade;
using ExamEngine.Decade.Plan;
using ExamEngine.Decade.Reading;
using ExamEngine.Decade.Replay;
using ExamEngine.Decade.Report;

Options asked;
try
{
    asked = Options.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var machine = Machine.Here();
var directory = Directory.CreateDirectory(Path.Combine(asked.Directory ?? Path.GetTempPath(), $"examengine-decade-{Guid.NewGuid():N}"));
try
{
    await WarmUp();
    var plan = DecadePlan.Of(asked.Scale, asked.Seed);
    Console.WriteLine($"Ten years at {asked.Scale:0.###} of their size: {plan.People.Count:N0} learners, {plan.Enrolments:N0} enrolments, {plan.Attempts:N0} attempts, {plan.Credentials:N0} credentials");
    var good = true;
    await Run(plan, DecadePlan.Years, async (engine, store, replayed) =>
    {
        Console.WriteLine();
        var questions = await new StaffReading(plan, engine).All(DecadeReport.Question);
        Console.WriteLine();
        var audit = await new Audit(plan, engine).Run(replayed.Sample);
        foreach (var check in audit)
            DecadeReport.Checked(check);
        Console.WriteLine($"\n{store.Name}, commit {machine.Commit}, {machine.Profile}, {machine.Cores} cores, load {machine.Load:0.0} to {Machine.LoadNow():0.0}");
        var figures = Figures.Of(plan, replayed, questions).ToList();
        figures.ForEach(DecadeReport.Told);
        if (asked.Json is { } file)
            DecadeReport.Write(file, new(machine, store.Name, asked.Scale, asked.Seed, figures, replayed.Years, questions, audit));
        good = audit.All(check => check.Holds);
    }, DecadeReport.Year);
    return good ? 0 : 1;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
finally
{
    directory.Delete(recursive: true);
}

// What a run leaves behind is deleted first.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

// Code that has never run costs its compiling, and what runs often is compiled again: the first attempts are to be compared with the last.
async Task WarmUp()
{
    const int Rounds = 4;
    for (var (round, before) = (0, 0L); round < Rounds && JitInfo.GetCompiledMethodCount() > before * 1.02; round++)
    {
        before = JitInfo.GetCompiledMethodCount();
        await Run(DecadePlan.Of(0.2, asked.Seed), years: 1, static (_, _, _) => Task.CompletedTask, static _ => { });
    }
}

async Task Run(DecadePlan plan, int years, Func<Engine, Store, Replayed, Task> then, Action<YearEnd> report)
{
    await using var store = await Store.Create(asked.Store, directory);
    await using var engine = await Engine.Start(store.Options, directory.CreateSubdirectory("keys"));
    await engine.Publish(plan);
    await then(engine, store, await new DecadeReplay(plan, engine, store).Run(years, report, stopping.Token));
}
