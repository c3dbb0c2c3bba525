using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Composition;

public sealed class TT6004TasksMustBeRegisteredTests : RuleTests
{
    [Theory]
    [InlineData("services.[|AddTypedTasks|]().AddWorker();")]
    [InlineData("services.[|AddTypedTasks|]().UseInMemoryBroker().AddWorker(worker => worker.Concurrency = 8);")]
    [InlineData("var builder = services.[|AddTypedTasks|](); builder.AddWorker();")]
    public Task Flags_AWorkerThatKnowsNoneOfTheProgramsTasks(string statement) => Reports(Program(statement));

    [Theory]
    [InlineData("services.AddTypedTasks().AddShopTasks().AddWorker();")]
    [InlineData("services.AddTypedTasks().AddShopTasksAndReferenced().AddWorker();")]
    [InlineData("services.AddTypedTasks().AddModule(TypedTasks.Generated.Shop.Tasks.Instance).AddWorker();")]
    [InlineData("var builder = services.AddTypedTasks(); if (args.Length > 0) { builder.AddShopTasks().AddWorker(); }")]
    public Task Accepts_AWorkerThatKnowsThem(string statement) => StaysSilent(Program(statement));

    [Theory]
    [InlineData("services.AddTypedTasks();")]
    [InlineData("services.AddTypedTasks().UseInMemoryBroker();")]
    public Task Accepts_AHostThatOnlySends(string statement) => StaysSilent(Program(statement));

    [Fact]
    public Task Accepts_AProgramWithoutTasks() => StaysSilent("""
        using Microsoft.Extensions.DependencyInjection;

        new ServiceCollection().AddTypedTasks().AddWorker();
        """);

    [Fact]
    public async Task Says_WhatToCall() => Assert.Equal(
        "The worker knows no task of 'Shop', because AddShopTasks() is never called; call it on what AddTypedTasks() returns",
        await Message(Program("services.[|AddTypedTasks|]().AddWorker();")));

    [Fact]
    public Task Fixes_ByRegistering() => Fixes(
        Program("""
            services.[|AddTypedTasks|]()
                .AddWorker();
            """),
        Program("""
            services.AddTypedTasks().AddShopTasks()
                .AddWorker();
            """));

    private static string Program(string statement) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        {{statement}}

        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
        }
        """;
}
