using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>G8: valid payloads, mutated, are read or refused by every proxy of the zoo, within bounds of memory. Seeded: a failure repeats.</summary>
public class FuzzTests
{
    private const int Rounds = 150;

    public static TheoryData<string> Tasks => new(Proxy.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Mutated_arguments_are_read_or_refused(string task)
    {
        Proxy proxy = Proxy.All[task];
        Proxy[] others = [.. Proxy.All.Values];
        int seed = task.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
        var random = new Random(seed);
        var mutation = new Mutation(random);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] valid = Small(proxy, random);
            byte[] bytes = mutation.Of(valid, Small(others[random.Next(others.Length)], random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                proxy.Read(bytes);
            }
            catch (PayloadException)
            {
                // Refused.
            }
            catch (Exception error)
            {
                Assert.Fail($"{task}, round {round}, {Convert.ToHexString(bytes)}: {error}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (512 * 1024) + (bytes.Length * 256L), $"{task}, round {round}: {allocated} bytes for {Convert.ToHexString(bytes)}");
        }
    }

    private static byte[] Small(Proxy proxy, Random random) =>
        proxy.Write(Values.Make(proxy.ArgumentsType, random, random.Next(PrimitiveValues.LargeFrom))!);
}
