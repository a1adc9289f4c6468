using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Web.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ExamEngine.Silo;

/// <summary>
/// Where the running server of a data directory is found and the key it takes from whoever may read that directory. Written when the
/// server listens, with mode 0600, and removed when it leaves; one left over from a crash holds a key that nothing accepts any more.
/// </summary>
internal sealed record OperatorFile(Uri Address, string Key)
{
    public static string In(string dataDirectory) => Path.Combine(dataDirectory, "operator.json");

    /// <summary>Null when no server has left one.</summary>
    public static OperatorFile? Read(string dataDirectory)
    {
        var file = In(dataDirectory);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), OperatorJson.Default.OperatorFile) : null;
    }

    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // A file that exists keeps its mode; a new one never was readable by others.
        File.Delete(path);
        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, this, OperatorJson.Default.OperatorFile);
    }
}

[JsonSerializable(typeof(OperatorFile))]
internal sealed partial class OperatorJson : JsonSerializerContext;

/// <summary>Keeps the operator file while the server listens.</summary>
internal sealed class OperatorFileKeeper(DataDirectory data, OperatorKey key, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (ListeningOn(server) is { } address)
            new OperatorFile(address, key.Value).Write(data.Operator);

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        File.Delete(data.Operator);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The address to reach the server at from this machine; null when it does not listen.</summary>
    public static Uri? ListeningOn(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        var address = addresses?.FirstOrDefault(a => a.StartsWith("http:", StringComparison.Ordinal)) ?? addresses?.FirstOrDefault();
        return address is null ? null : Reachable(address);
    }

    /// <summary>Where to knock at what listens at <paramref name="address"/>, which may stand for every address of this machine.</summary>
    public static Uri Reachable(string address) =>
        new(address.Replace("[::]", "localhost").Replace("0.0.0.0", "localhost").Replace("//+", "//localhost").Replace("//*", "//localhost"));
}
