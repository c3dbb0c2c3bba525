using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4001TaskMustNotBlockTests : RuleTests
{
    [Theory]
    [InlineData("Thread.[|Sleep|](500);")]
    [InlineData("Thread.[|Sleep|](TimeSpan.FromSeconds(1));")]
    [InlineData("var text = Read().[|Result|];")]
    [InlineData("var text = Fast().[|Result|];")]
    [InlineData("Read().[|Wait|]();")]
    [InlineData("Read().[|Wait|](1000);")]
    [InlineData("var text = Read().GetAwaiter().[|GetResult|]();")]
    [InlineData("var text = Read().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("var text = Fast().GetAwaiter().[|GetResult|]();")]
    [InlineData("Task.[|WaitAll|](Read(), Read());")]
    [InlineData("Task.[|WaitAny|](Read(), Read());")]
    [InlineData("gate.[|Wait|]();")]
    [InlineData("Action later = () => Thread.[|Sleep|](5);")]
    [InlineData("void Local() { Read().[|Wait|](); }")]
    public Task Flags_WhatHoldsTheThread(string statement) => Reports(InTask(statement));

    [Theory]
    [InlineData("var one = Read(); var two = Read(); await Task.WhenAll(one, two); var text = one.Result + two.Result;")]
    [InlineData("var all = new[] { Read(), Read() }; await Task.WhenAll(all); var text = string.Concat(all.Select(one => one.Result));")]
    [InlineData("var all = new List<Task<string>> { Read() }; await Task.WhenAll(all); foreach (var one in all) { Use(one.Result); }")]
    [InlineData("var one = Read(); await one; Use(one.Result);")]
    [InlineData("var one = Read(); if (one.IsCompletedSuccessfully) { Use(one.Result); }")]
    [InlineData("var first = await Task.WhenAny(Read(), Read()); Use(first.Result);")]
    [InlineData("await Read().ContinueWith(done => Use(done.Result));")]
    [InlineData("Use(Task.FromResult(\"now\").Result);")]
    public Task Accepts_TheResultOfATaskThatIsKnownToBeCompleted(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public Task Accepts_TheResultInAContinuationOfOnesOwn() => StaysSilent("""
        static class Chains
        {
            public static async Task<TOut> Then<TIn, TOut>(this Task<TIn> task, Func<Task<TIn>, TOut> next)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return next(task);
            }
        }

        static partial class Reports
        {
            [Task]
            public static Task<int> Write(int id, CancellationToken cancel) => Task.Run(() => id, cancel).Then(done => done.Result + 1);
        }
        """);

    [Fact]
    public Task Flags_TheResultOfATaskThatALambdaIsGiven() => Reports("""
        static partial class Reports
        {
            [Task]
            public static int Write(int id)
            {
                Func<Task<int>, int> wait = running => running.[|Result|];
                return wait(Task.Run(() => id));
            }
        }
        """);

    [Theory]
    [InlineData("if (gate.Wait(0)) { gate.Release(); }")]
    [InlineData("if (gate.Wait(TimeSpan.Zero)) { gate.Release(); }")]
    [InlineData("Thread.Sleep(0);")]
    public Task Accepts_AWaitOfNoTime(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("await Task.Factory.StartNew(() => Thread.Sleep(500), TaskCreationOptions.LongRunning);")]
    [InlineData("var thread = new Thread(() => Thread.Sleep(500)); thread.Start(); thread.Join();")]
    public Task Accepts_BlockingAThreadOfItsOwn(string statement) => StaysSilent(InTask(statement));

    [Theory]
    [InlineData("Use(nameof(Task<string>.Result));")]
    [InlineData("Use(new Outcome().Result);")]
    [InlineData("new Outcome().Wait();")]
    public Task Accepts_NamesThatOnlyLookAlike(string statement) => StaysSilent(InTask(statement));

    [Fact]
    public Task Accepts_BlockingOutsideOfTasks() => StaysSilent("""
        class Program
        {
            static void Main(string[] args)
            {
                Thread.Sleep(5);
                Task.Delay(5).Wait();
            }
        }
        """);

    [Fact]
    public Task Flags_TheImplementationOfAnInterfacesTask() => Reports("""
        public partial interface IEmails
        {
            [Task] Task Send(int userId);
        }

        class Emails : IEmails
        {
            public Task Send(int userId)
            {
                Thread.[|Sleep|](userId);
                return Task.CompletedTask;
            }

            public void Pause() => Thread.Sleep(5);
        }
        """);

    [Fact]
    public Task Flags_ADelayThatIsWaitedFor() => Reports("""
        static partial class Emails
        {
            [Task] public static void Send(int userId) { }

            [Task]
            public static void SendAll(int count) => SendTask.Delay(count).[|Wait|]();

            [Task]
            public static async Task SendBoth(int count)
            {
                await Task.Yield();
                var handle = SendTask.Delay(count).[|Result|];
                SendTask.Call(count).Delay().ConfigureAwait(false).GetAwaiter().[|GetResult|]();
            }
        }

        public partial interface IEmails
        {
            [Task] Task Forward(int userId);
        }

        class Forwarding : IEmails
        {
            public async Task Forward(int userId)
            {
                await Task.Yield();
                Emails.SendTask.Delay(userId).[|Wait|]();
            }
        }
        """);

    [Fact]
    public async Task Says_WhatToDo() => Assert.Equal(
        "'Thread.Sleep' holds a thread of the worker for as long as it waits; await Task.Delay instead",
        await Message(InTask("Thread.Sleep(5);")));

    [Fact]
    public Task Fixes_ByAwaiting() => Fixes(
        InTask("""
            // all of them
                    Thread.[|Sleep|](500);
                    var length = Read().[|Result|].Length;
                    var text = Read().ConfigureAwait(false).GetAwaiter().[|GetResult|]();
                    Write(Read().[|Result|]).[|Wait|]();
                    Task.[|WaitAll|](Read(), Read());
                    gate.[|Wait|]();
            """),
        InTask("""
            // all of them
                    await Task.Delay(500);
                    var length = (await Read()).Length;
                    var text = await Read().ConfigureAwait(false);
                    await Write(await Read());
                    await Task.WhenAll(Read(), Read());
                    await gate.WaitAsync();
            """).Replace("Task Send(", "Task {|TT4005:Send|}(", StringComparison.Ordinal));

    [Fact]
    public Task Fixes_ByPassingTheTokenOn() => Fixes(
        """
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, CancellationToken cancellationToken)
            {
                await Task.Yield();
                Thread.[|Sleep|](500);
            }
        }
        """,
        """
        partial class Emails
        {
            [Task]
            public static async Task Send(int userId, CancellationToken cancellationToken)
            {
                await Task.Yield();
                await Task.Delay(500, cancellationToken);
            }
        }
        """);

    [Fact]
    public Task Fixes_ATaskThatReturnsNothing_ByMakingItAsync() => Fixes(
        """
        partial class Emails
        {
            /// <summary>Sends.</summary>
            [Task]
            public static void Send(int userId)
            {
                Thread.[|Sleep|](500);
                Thread.[|Sleep|](500);
            }
        }
        """,
        """
        partial class Emails
        {
            /// <summary>Sends.</summary>
            [Task]
            public static async Task {|TT4005:Send|}(int userId)
            {
                await Task.Delay(500);
                await Task.Delay(500);
            }
        }
        """);

    [Theory]
    [InlineData("Read()?.[|Wait|]();")]
    [InlineData("Lazy<Task>? lazy = new(Read); lazy?.Value.[|Wait|]();")]
    [InlineData("Lazy<Task>? lazy = new(Read); lazy?.Value.GetAwaiter().[|GetResult|]();")]
    [InlineData("if (Read().[|Wait|](1000)) { }")]
    [InlineData("var first = Task.[|WaitAny|](Read(), Read());")]
    [InlineData("lock (gate) { Thread.[|Sleep|](5); }")]
    [InlineData("Action later = () => Thread.[|Sleep|](5);")]
    public Task Fixes_NothingThatAwaitCannotDo(string statement) => HasNoFix(InTask(statement));

    [Fact]
    public Task Fixes_NothingInUnsafeCode() => HasNoFix("""
        static partial class Emails
        {
            [Task]
            public static unsafe void Send(int userId) => Thread.[|Sleep|](500);
        }
        """);

    private static string InTask(string statement) => $$"""
        partial class Emails
        {
            private static readonly SemaphoreSlim gate = new(1);

            private static Task<string> Read() => Task.FromResult("");
            private static ValueTask<string> Fast() => new("");
            private static Task Write(string text) => Task.CompletedTask;
            private static void Use(string text) { }

            [Task]
            public static async Task Send(int userId)
            {
                await Task.Yield();
                {{statement}}
            }

            private sealed class Outcome
            {
                public string Result => "";
                public void Wait() { }
            }
        }
        """;
}
