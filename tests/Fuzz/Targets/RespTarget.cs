using System.Text;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;
using TypedTasks.Redis;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The lease keeper's own reader of Redis' replies, whole and in pieces of one byte: the same comes of both.</summary>
internal sealed class RespTarget : Target
{
    public override string Name => "resp";

    // Fixed: twice the reader's buffers (20 KB), a bulk's first room (16 KB) and an exception. Per byte: an array of one element by the
    // byte makes first room for 64, at most 536 bytes for its "*64\r\n"; all of it twice.
    public override Bound Bound => new(160 * 1024, 512);

    public override string Read(byte[] input)
    {
        string whole = Replies(new MemoryStream(input)), dripped = Replies(new Dripping(input));
        return whole == dripped ? whole : throw new InvalidOperationException($"In one piece: {whole}; in many: {dripped}.");
    }

    public override byte[]? Write(Random random) => Encoding.ASCII.GetBytes(Reply(random, 3));

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => RespMutation.Of(random, input, other);

    private static string Reply(Random random, int depth) => random.Next(depth > 0 ? 6 : 5) switch
    {
        0 => "+OK\r\n",
        1 => "-NOSCRIPT No matching script.\r\n",
        2 => $":{random.NextInt64(-5, 5000)}\r\n",
        3 => Bulk(random.Next(30)),
        4 => "$-1\r\n",
        _ => Array(random, depth),
    };

    private static string Bulk(int length) => $"${length}\r\n{new string('x', length)}\r\n";

    private static string Array(Random random, int depth)
    {
        int count = random.Next(5);
        return $"*{count}\r\n" + string.Concat(Enumerable.Range(0, count).Select(_ => Reply(random, depth - 1)));
    }

    private static string Replies(Stream stream)
    {
        var reader = new RespReader(stream);
        string replies = string.Empty;
        try
        {
            while (true)
            {
                object? reply = reader.Read();
                replies = replies.Length > 64 ? replies : replies + " " + (reply?.GetType().Name ?? "null");
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return replies + " " + error.Message;
        }
    }

    /// <summary>A stream that gives one byte at a time.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
