using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Profiles;
using ExamEngine.LoadTests.Runs;
using ExamEngine.LoadTests.SetUp;

if (args is ["agent"])
{
    Agent.Run();
    return 0;
}

RunOptions options;
try
{
    options = RunOptions.Read(args);
    if (Descriptors.Refuse(options) is { } reason)
        throw new ArgumentException(reason);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(RunOptions.Usage);
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
    return await Runner.Run(options, interrupted.Token);
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
