using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3004ServiceMustNotBeAnArgumentTests : RuleTests
{
    [Theory]
    [InlineData("await Reports.WriteTask.Delay([|settings|]);", "[{|TT0012:FromServices|}] Settings settings")]
    [InlineData("await Reports.WriteTask.Delay([|new Session()|]);", "int none")]
    [InlineData("await client.Delay(Reports.WriteTask.Call([|session|]));", "Session session, ITaskClient client")]
    [InlineData("await Reports.WriteTask.Delay((Settings)[|services.GetService(typeof(Settings))|]!);", "IServiceProvider services")]
    [InlineData("await Reports.WriteTask.Delay(settings: [|services.GetRequiredService<Settings>()|]);", "IServiceProvider services")]
    public Task Flags_WhatIsNoData(string statement, string parameter) => Reports(Source(statement, parameter));

    [Fact]
    public Task Flags_WhatAHostIsBuiltFrom() => Reports("""
        public class Settings { public string? Name { get; set; } }

        public sealed partial class Reports(Settings settings)
        {
            [Task] public static void Write(Settings settings) { }

            [Task] public async Task Start(int day) => await WriteTask.Delay([|settings|]);
        }
        """);

    [Theory]
    [InlineData("await Reports.WriteTask.Delay(settings);", "Settings settings")]
    [InlineData("await Reports.WriteTask.Delay(new Settings { Name = session.Name });", "Session session")]
    [InlineData("await Reports.WriteTask.Delay(services.GetRequiredService<Factory>().Make());", "IServiceProvider services")]
    [InlineData("await Reports.SumTask.Delay(queue);", "System.Collections.Concurrent.BlockingCollection<int> queue")]
    [InlineData("await Reports.KeepTask.Delay(letter);", "Letter letter")]
    public Task Accepts_Data(string statement, string parameter) => StaysSilent(Source(statement, parameter));

    [Fact]
    public Task Accepts_ADisposableThatIsPassedToSomethingElse() => StaysSilent("""
        public static class Program
        {
            public static void Delay(Stream stream) { }

            public static void Run(Stream stream) => Delay(stream);
        }
        """);

    private static string Source(string statement, string parameter) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using FromServicesAttribute = TypedTasks.FromServicesAttribute;

        public class Settings { public string? Name { get; set; } }

        public sealed class Session : Settings, IDisposable { public void Dispose() { } }

        [MessagePack.MessagePackObject(true)]
        public sealed class Letter : IDisposable { public string? Text { get; set; } public void Dispose() { } }

        public sealed class Factory { public Settings Make() => new(); }

        public static partial class Reports
        {
            [Task] public static void Write(Settings settings) { }
            [Task] public static void Sum(IEnumerable<int> numbers) { }
            [Task] public static void Keep(Letter letter) { }
        }

        public static class Program
        {
            public static async Task Run({{parameter}})
            {
                {{statement}}
            }
        }
        """;
}
