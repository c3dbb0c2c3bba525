using System.Diagnostics;
using System.Text;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Runtime.Tests.Envelopes.Sealing;

/// <summary>The sealed form against another implementation: its golden bytes open here, and ours open there.</summary>
public sealed class SealedGoldenTests
{
    private static byte[] Bytes(string name) => Convert.FromHexString(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "sealed", name + ".hex")).ReplaceLineEndings(string.Empty));

    [Theory]
    [InlineData("encrypted-2026-11", "arguments 912a")]
    [InlineData("encrypted-2026-11-newer-sender", "arguments 912a")]
    [InlineData("signed-2026-11", "arguments 912a")]
    [InlineData("encrypted-old-everything", "header tenant = ü")]
    [InlineData("signed-old-everything", "header tenant = ü")]
    public void A_golden_envelope_opens(string name, string says)
    {
        Assert.Equal(EnvelopeProblem.None, Seals.Read(Bytes(name), Seals.Both(), out TaskEnvelope envelope));

        string text = EnvelopeText.Describe(envelope);
        Assert.Contains("name Shop.Emails.SendWelcome\n", text, StringComparison.Ordinal);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Equal(name.Contains("everything", StringComparison.Ordinal) ? 7 : 0, envelope.Options.Priority);
    }

    [Theory]
    [InlineData("signed-2026-11")]
    public void A_golden_envelope_without_a_nonce_is_written_with_the_same_bytes(string name)
    {
        Seals.Read(Bytes(name), Seals.Both(), out TaskEnvelope envelope);

        Assert.Equal(Bytes(name), Seals.Write(envelope, Seals.Both(EnvelopeProtection.Sign)));
    }

    [Theory]
    [InlineData("result-encrypted-2026-11")]
    [InlineData("result-signed-old")]
    public void A_golden_result_opens(string name)
    {
        Assert.Null(ResultFormat.TryRead(Bytes(name), Seals.Both(), Seals.Id, out KeptResult? kept));
        Assert.Equal("A4646F6E65", Convert.ToHexString(kept!.Value!.Value.Span));
    }

    [Theory]
    [InlineData("failure-encrypted-2026-11", BuryReason.Exhausted, "at Shop")]
    [InlineData("failure-signed-old", null, null)]
    public void A_golden_failure_opens(string name, BuryReason? reason, string? stack) => Assert.Equal(
        new Failure(reason, "System.InvalidOperationException", "no luck", stack, DateTimeOffset.FromUnixTimeMilliseconds(1_795_348_845_000)),
        FailureFormat.Open(FailureFormat.Read(Bytes(name))!, Seals.Both(), SealPurpose.Failure, Seals.Id));

    [Fact]
    public void A_golden_kept_failure_opens()
    {
        Assert.Null(ResultFormat.TryRead(Bytes("kept-encrypted-2026-11"), Seals.Both(), Seals.Id, out KeptResult? kept));
        Assert.Equal("no luck", kept!.Failure!.Message);
    }

    [Fact]
    public async Task What_is_sealed_here_opens_in_Python()
    {
        var failure = new Failure(BuryReason.Stopped, "E", "m", null, DateTimeOffset.FromUnixTimeMilliseconds(1_795_348_845_000));
        List<string> lines = [];
        List<string> wanted = [];
        foreach (EnvelopeProtection protection in (EnvelopeProtection[])[EnvelopeProtection.Encrypt, EnvelopeProtection.Sign])
        {
            EnvelopeSeal seal = Seals.Both(protection);
            Add("envelope", Seals.Write(Seals.Plain() with { Headers = new Dictionary<string, string>(), Options = TravelOptions.None }, seal), "93c0c0912a");
            Add("result", ResultFormat.WriteValue([0x2A], seal, Seals.Id), "2a");
            Add("failure", FailureFormat.Write(FailureFormat.Seal(failure, seal, SealPurpose.Failure, Seals.Id)), "93a145a16dc0");
            Add("kept", ResultFormat.WriteFailure(FailureFormat.Seal(failure, seal, SealPurpose.KeptFailure, Seals.Id)), "93a145a16dc0");
            Add("kept", ResultFormat.WriteFailure(FailureFormat.Seal(failure, seal, SealPurpose.Failure, Seals.Id)), "forged");
        }

        Assert.Equal(wanted, await PythonAsync(lines));

        void Add(string kind, byte[] bytes, string content)
        {
            lines.Add($"{kind} {Seals.Now.Id} {Convert.ToHexString([.. Enumerable.Range(0, 32).Select(static i => (byte)i)])} {Seals.Space} {Seals.Id} {Convert.ToHexString(bytes)}");
            wanted.Add(content);
        }
    }

    private static async Task<string[]> PythonAsync(IReadOnlyList<string> lines)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "interop", "seal.py"), "open"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(string.Concat(lines.Select(static line => line + "\n")));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(process.ExitCode == 0, $"Python (./do test installs what it needs): {await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
