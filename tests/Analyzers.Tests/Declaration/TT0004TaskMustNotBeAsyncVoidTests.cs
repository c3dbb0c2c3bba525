using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Declaration;

public sealed class TT0004TaskMustNotBeAsyncVoidTests : RuleTests
{
    [Theory]
    [InlineData("public static async void [|Send|](int userId)")]
    [InlineData("public async void [|Send|](int userId)")]
    [InlineData("internal async void [|SendAsync|](int userId)")]
    public Task Flags_AsyncVoid(string method) => Reports(Host($$"""
        [Task]
            {{method}} => await Task.Yield();
        """));

    [Theory]
    [InlineData("public static async Task Send(int userId) => await Task.Yield();")]
    [InlineData("public static async ValueTask Send(int userId) => await Task.Yield();")]
    [InlineData("public static async Task<int> Send(int userId) { await Task.Yield(); return userId; }")]
    [InlineData("public static void Send(int userId) { }")]
    [InlineData("public static Task Send(int userId) => Task.CompletedTask;")]
    public Task Accepts_WhatCanBeAwaited(string method) => StaysSilent(Host($"[Task] {method}"));

    [Fact]
    public Task Accepts_AsyncVoidElsewhere() => StaysSilent(Host("public static async void Send(int userId) => await Task.Yield();"));

    [Fact]
    public Task Accepts_AnAsyncVoidLambdaInside() => StaysSilent(Host("""
        [Task]
            public static void Send(int userId)
            {
                Console.CancelKeyPress += async (_, _) => await Task.Yield();
            }
        """));

    [Fact]
    public Task Fixes_ByReturningTask() => Fixes(
        Host("""
            [Task]
                public static async void [|Send|](int userId) => await Task.Yield();

                [Task]
                public static async /* why */ void [|Forget|](int userId)
                {
                    await Task.Yield();
                    if (userId < 0)
                        return;
                }

                /// <summary>See <see cref="Send"/>.</summary>
                public static string Name => nameof(Send);
            """),
        Host("""
            [Task]
                public static async Task Send(int userId) => await Task.Yield();

                [Task]
                public static async /* why */ Task Forget(int userId)
                {
                    await Task.Yield();
                    if (userId < 0)
                        return;
                }

                /// <summary>See <see cref="Send"/>.</summary>
                public static string Name => nameof(Send);
            """));

    [Fact]
    public Task Fixes_NothingThatADelegateTakes() => HasNoFix("""
        public partial class Emails
        {
            public event Action<int>? Sent;

            public Emails() => Sent += Send;

            [Task]
            public async void [|Send|](int userId) { await Task.Yield(); Sent?.Invoke(userId); }
        }
        """);

    [Fact]
    public Task Fixes_NothingThatABaseOrAnInterfaceFixes() => HasNoFix("""
        public interface ISend
        {
            void Send(int userId);
        }

        public abstract class Sender
        {
            public abstract void Forget(int userId);
        }

        public partial class Emails : Sender, ISend
        {
            [Task] public async void [|Send|](int userId) => await Task.Yield();
            [Task] public override async void [|Forget|](int userId) => await Task.Yield();
        }
        """);

    private static string Host(string members) => $$"""
        public partial class Emails
        {
            {{members}}
        }
        """;
}
