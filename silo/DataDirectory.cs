using System.Runtime.Versioning;

namespace ExamEngine.Silo;

/// <summary>
/// The directory that holds everything a server keeps. One process at a time has it: the lock is the operating system's on an open
/// file, so it ends with the process, however that ends, and a file left over from a crash means nothing.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream held;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string Operator => OperatorFile.In(Path);

    /// <summary>Where private keys are kept unless a setting says otherwise.</summary>
    public static string KeysIn(string path) => System.IO.Path.Combine(path, "keys");

    /// <summary>Makes the directory when it is missing and takes it. Null when another process has it.</summary>
    public static DataDirectory? TryTake(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(full);
        else
            Guard(full);

        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            return new DataDirectory(full, new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Answers, keys and accounts lie in it: nobody else on this machine may look, also when the directory was there before.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void Guard(string full)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(full, Owner);
        File.SetUnixFileMode(full, Owner);
    }

    public void Dispose() => held.Dispose();
}
