using System.Text;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;
using TypedTasks.Payloads.Tests;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Serialization;

namespace TypedTasks.Fuzz.Targets;

/// <summary>
/// The generated serializers of every task of the zoo. An input is the length of the task's name (1 byte), the name, and a payload:
/// it is skipped, and read as arguments and as a result.
/// </summary>
internal sealed class PayloadTarget : Target
{
    private static readonly Proxy[] Proxies = [.. Proxy.All.Values.OrderBy(static one => one.Name, StringComparer.Ordinal)];

    public override string Name => "payload";

    // Fixed: three refusals with their stacks, and collections of the first capacity at as many levels as there may be
    // (PayloadLimits). Per byte: a nil of one byte may become a struct of a hundred in an array that grew by doubling.
    public override Bound Bound => new(512 * 1024, 512);

    public override string Read(byte[] input)
    {
        int at = PayloadAt(input);
        if (at > input.Length || !Proxy.All.TryGetValue(Encoding.UTF8.GetString(input.AsSpan(Math.Min(1, input.Length)..at)), out Proxy? proxy))
        {
            return "no task";
        }

        ReadOnlyMemory<byte> payload = input.AsMemory(at);
        string skipped = Try(() => Skip(payload)), arguments = Try(() => proxy.Read(payload)), result = Try(() => proxy.ReadResult(payload));
        return $"{proxy.Name}: {arguments} | {result} | {skipped}";
    }

    public override byte[] Write(Random random)
    {
        Proxy proxy = Proxies[random.Next(Proxies.Length)];
        int size = random.Next(PrimitiveValues.LargeFrom);
        byte[] payload = random.Next(4) == 0 && !proxy.ResultType.Name.StartsWith("Nothing", StringComparison.Ordinal)
            ? proxy.WriteResult(Values.Make(proxy.ResultType, random, size))
            : proxy.Write(Values.Make(proxy.ArgumentsType, random, size)!);
        byte[] name = Encoding.UTF8.GetBytes(proxy.Name);
        return [(byte)name.Length, .. name, .. payload];
    }

    // The name stays: which task it is is chosen, not mutated.
    public override byte[] Mutate(Random random, byte[] input, byte[] other)
    {
        int at = PayloadAt(input);
        return at >= input.Length ? input : [.. input[..at], .. MessagePackMutation.Of(random, input[at..], 0, PayloadAt(other) is var from && from < other.Length ? other[from..] : [0xC0], 0)];
    }

    private static int PayloadAt(byte[] input) => input.Length == 0 ? 0 : 1 + input[0];

    private static string Try(Action read)
    {
        try
        {
            read();
            return "read";
        }
        catch (PayloadException error)
        {
            return error.Message;
        }
    }

    private static void Skip(ReadOnlyMemory<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Skip();
    }
}
