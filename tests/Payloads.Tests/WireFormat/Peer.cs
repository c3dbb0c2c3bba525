using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>A MessagePack library of another language: tests/interop/peer.py and peer.mjs.</summary>
public sealed record Peer(string Name, string Program, string Script)
{
    /// <summary>Debian's Python, whose python3-msgpack the tests install; any other may stand first in the PATH.</summary>
    public static readonly Peer Python = new("Python", File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", "peer.py");

    public static readonly Peer JavaScript = new("JavaScript", "node", "peer.mjs");

    /// <summary>What the peer reads each payload as, and what it writes for that.</summary>
    public async Task<IReadOnlyList<(string Read, byte[] Written)>> ReadAndWriteAsync(IReadOnlyCollection<string> payloads)
    {
        var utf8 = new UTF8Encoding(false);
        var start = new ProcessStartInfo(Program, [Path.Combine(WireTable.Root, "tests", "interop", Script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = utf8,
            StandardInputEncoding = utf8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(string.Concat(payloads.Select(payload => payload + "\n")));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(process.ExitCode == 0, $"{Name} (./do test installs what it needs): {await errors}");
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static (string Read, byte[] Written) Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return (document.RootElement.GetProperty("read").GetString()!, Convert.FromHexString(document.RootElement.GetProperty("written").GetString()!));
    }
}
