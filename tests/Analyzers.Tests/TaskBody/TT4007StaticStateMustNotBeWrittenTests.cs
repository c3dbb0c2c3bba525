using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4007StaticStateMustNotBeWrittenTests : RuleTests
{
    [Theory]
    [InlineData("[|count|] = userId;")]
    [InlineData("[|count|]++;")]
    [InlineData("[|count|] += userId;")]
    [InlineData("[|Last|] = userId;")]
    [InlineData("Emails.[|count|]--;")]
    [InlineData("[|names|].Add(userId, \"\");")]
    [InlineData("[|names|][userId] = \"\";")]
    [InlineData("[|slots|][0] = userId;")]
    [InlineData("var next = [|ids|].Dequeue();")]
    [InlineData("void Local() => [|count|]++;")]
    public Task Flags_AWriteToAStatic(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("var now = count + Last;")]
    [InlineData("var name = names[userId];")]
    [InlineData("var known = names.ContainsKey(userId);")]
    public Task Accepts_AStaticThatIsRead(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("Interlocked.Increment(ref count);")]
    [InlineData("Volatile.Write(ref count, userId);")]
    [InlineData("concurrent[userId] = 1; concurrent.TryAdd(userId, 2);")]
    [InlineData("lock (names) { names.Add(userId, \"\"); count++; }")]
    [InlineData("gate.Wait(0); try { count++; } finally { gate.Release(); }")]
    [InlineData("ready = true;")]
    [InlineData("perThread = userId;")]
    public Task Accepts_AWriteThatIsMadeForThreads(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("cache ??= \"made once\";")]
    [InlineData("if (cache is null) { cache = \"made once\"; }")]
    [InlineData("if (cache == null) cache = \"made once\";")]
    public Task Accepts_AValueThatIsMadeOnce(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("var local = 0; local++;")]
    [InlineData("own = userId;")]
    [InlineData("Ambient = userId;")]
    [InlineData("var list = new List<int>(); list.Add(userId);")]
    public Task Accepts_WhatIsNotStatic(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public Task Accepts_AWriteOutsideOfTasks() => StaysSilent("class Program { static int count; static void Main() => count++; }");

    [Fact]
    public async Task Says_WhichOne() => Assert.Equal(
        "'count' is static: attempts race for it, and every worker process has its own; keep it in a service or in the database",
        await Message(InTask("count++;")));

    private static string InTask(string statement) => $$"""
        using System.Collections.Concurrent;

        partial class Emails
        {
            private static readonly SemaphoreSlim gate = new(1);
            private static readonly Dictionary<int, string> names = [];
            private static readonly Queue<int> ids = new();
            private static readonly int[] slots = new int[8];
            private static readonly ConcurrentDictionary<int, int> concurrent = [];
            private static readonly AsyncLocal<int> ambient = new();
            private static int count;
            private static volatile bool ready;
            private static string? cache;
            [ThreadStatic] private static int perThread;
            private int own;

            private static int Last { get; set; }
            private static int Ambient { get => ambient.Value; set => ambient.Value = value; }

            [Task]
            public void Send(int userId)
            {
                {{statement}}
            }
        }
        """;
}
