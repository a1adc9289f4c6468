using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ExamEngine.LoadTests;

/// <summary>The signals that a load test sends to the processes it started. Numbers as on Linux.</summary>
internal enum Signal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>False when there is no such process any more.</summary>
    public static bool Send(int pid, Signal signal)
    {
        if (Kill(pid, (int)signal) == 0)
            return true;

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
