using System.Buffers.Binary;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Envelopes;

/// <summary>Mutated envelopes, the same every run: reading never throws, and what it allocates is bounded by what it is given (G8).</summary>
public sealed class EnvelopeFuzzTests
{
    private const int Mutations = 200_000;

    // The allowance is what an exception, 64 headers and 64 options cost whatever the input.
    private const long Allowance = 64 * 1024;
    private const long PerByte = 16;

    private static readonly byte[] Heads =
    [
        0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xC4, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCC, 0xCF, 0xD0, 0xD3,
        0xD4, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xE0, 0xFF, 0x00, 0x7F,
    ];

    [Fact]
    public void Reading_a_mutated_envelope_never_throws_and_allocates_in_proportion()
    {
        byte[][] corpus = [.. Golden.Names.Select(Golden.Bytes), .. Enumerable.Range(0, 50).Select(static seed => EnvelopeSamples.Write(EnvelopeSamples.Draw(new Random(seed))))];
        Fuzz(corpus, Mutations, static bytes => EnvelopeFormat.TryRead(bytes, out _));
    }

    [Fact]
    public void Reading_a_mutated_record_never_throws_and_allocates_in_proportion()
    {
        byte[][] failures = [.. Enumerable.Range(0, 20).Select(static seed => FailureFormat.Write(EnvelopeSamples.DrawFailure(new Random(seed))))];
        byte[][] results = [.. Enumerable.Range(0, 20).Select(static seed => ResultFormat.WriteFailure(EnvelopeSamples.DrawFailure(new Random(seed))))];
        Fuzz([.. failures, .. results], Mutations / 10, static bytes =>
        {
            FailureFormat.Read(bytes);
            ResultFormat.Read(bytes);
            ParkedFormat.TryRead(bytes, out _, out _, out _);
        });
    }

    private static void Fuzz(byte[][] corpus, int mutations, Action<ReadOnlyMemory<byte>> read)
    {
        var random = new Random(20261122);
        for (int i = 0; i < mutations; i++)
        {
            byte[] input = Mutate(corpus[random.Next(corpus.Length)], corpus, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(input);
            }
            catch (Exception error)
            {
                Assert.Fail($"Mutation {i}, {Convert.ToHexString(input)}: {error}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= Allowance + (PerByte * input.Length), $"Mutation {i}, {Convert.ToHexString(input)}: {allocated} bytes.");
        }
    }

    private static byte[] Mutate(byte[] seed, byte[][] corpus, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
        {
            // Behind the header more often than in it: a changed version or flag ends the reading at once.
            int at = bytes.Count > EnvelopeHeader.Size && random.Next(10) > 0 ? random.Next(EnvelopeHeader.Size, bytes.Count) : random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = Heads[random.Next(Heads.Length)];
                    break;
                case 2:
                    bytes.Insert(at, Heads[random.Next(Heads.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    // A length bomb.
                    var length = new byte[5];
                    length[0] = Heads[random.Next(Heads.Length)];
                    BinaryPrimitives.WriteUInt32BigEndian(length.AsSpan(1), random.Next(2) == 0 ? uint.MaxValue : (uint)random.Next());
                    bytes.InsertRange(at, length);
                    break;
                case 6:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 32), bytes.Count - at)));
                    break;
                case 7:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    bytes.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray());
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)(random.Next(2) == 0 ? 0x91 : 0x81), random.Next(1, random.Next(100) == 0 ? 10_000 : 50)));
                    break;
            }
        }

        return [.. bytes];
    }
}
