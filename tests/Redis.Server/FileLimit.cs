using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TypedTasks.Redis.Server;

/// <summary>How long a file of another process may grow: RLIMIT_FSIZE, by Linux' prlimit. The soft limit, so that it can be raised again.</summary>
internal static class FileLimit
{
    private const int FileSize = 1;

    /// <summary>Sets it.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="bytes">The limit; null for as much as its user may have.</param>
    public static void Set(int process, long? bytes)
    {
        if (Exchange(process, FileSize, IntPtr.Zero, out Limit limit) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        limit.Soft = bytes is { } most ? Math.Min((ulong)most, limit.Hard) : limit.Hard;
        if (Exchange(process, FileSize, in limit, IntPtr.Zero) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Exchange(int process, int resource, IntPtr none, out Limit old);

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Exchange(int process, int resource, in Limit limit, IntPtr none);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
