using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Profiles;
using ExamEngine.LoadTests.Runs;
using ExamEngine.LoadTests.SetUp;

if (args is ["agent"])
{
    Agent.Run();
    return 0;
}

var isGrowth = args is [Growth.Name, ..];
RunOptions[] runs;
string? json = null;
try
{
    if (isGrowth)
        (runs, json) = Growth.Read(args[1..]);
    else
        runs = [RunOptions.Read(args)];
    if (runs.Select(Descriptors.Refuse).OfType<string>().FirstOrDefault() is { } reason)
        throw new ArgumentException(reason);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(RunOptions.Usage);
    Console.Error.WriteLine(Growth.Usage);
    foreach (var profile in Profile.All)
        Console.Error.WriteLine($"  {profile.Name,-21}{profile.Description}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};
try
{
    var passed = isGrowth ? await Growth.Run(runs, Console.Out, json, interrupted.Token) : (await Runner.Run(runs[0], interrupted.Token)).Passed;
    return passed ? 0 : 1;
}
catch (Exception e) when (e is SetUpException or NotSupportedException or InvalidOperationException or TimeoutException or IOException or HttpRequestException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
