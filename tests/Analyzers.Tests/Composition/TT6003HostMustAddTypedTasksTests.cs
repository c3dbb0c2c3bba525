using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Composition;

public sealed class TT6003HostMustAddTypedTasksTests : RuleTests
{
    private const string Tasks = """

        public static partial class Emails
        {
            [Task] public static void Send(int userId) { }
        }
        """;

    [Fact]
    public Task Flags_AProgramThatDelaysTasks() => Reports("await Emails.SendTask.[|Delay|](1);" + Tasks);

    [Fact]
    public Task Flags_AProgramWithTasks() => Reports("Console.WriteLine();" + Tasks.Replace("Send(", "[|Send|](", StringComparison.Ordinal));

    [Fact]
    public Task Accepts_AProgramThatAddsIt() => StaysSilent("""
        using Microsoft.Extensions.DependencyInjection;

        new ServiceCollection().AddTypedTasks();
        await Emails.SendTask.Delay(1);
        """ + Tasks);

    [Fact]
    public Task Accepts_AProgramThatAddsItInAnotherFile() => StaysSilent(
        "Hosting.Start(); await Emails.SendTask.Delay(1);" + Tasks,
        """
        using Microsoft.Extensions.DependencyInjection;

        static class Hosting
        {
            public static void Start() => TypedTasksServiceCollectionExtensions.AddTypedTasks(new ServiceCollection());
        }
        """);

    [Fact]
    public Task Accepts_AProgramThatNamesItsClient() => StaysSilent(
        "ITaskClient client = null!; using (TaskClient.Use(client)) { await Emails.SendTask.Delay(1); }" + Tasks);

    [Fact]
    public Task Accepts_ALibraryWithTasks() => StaysSilent(Tasks);

    [Fact]
    public Task Accepts_AProgramWithoutTasks() => StaysSilent("Console.WriteLine();");

    [Fact]
    public async Task Says_WhatToCall() => Assert.Equal(
        "'Delay' needs a host with TypedTasks, but this program never calls AddTypedTasks; call builder.Services.AddTypedTasks()",
        await Message("await Emails.SendTask.Delay(1);" + Tasks));
}
