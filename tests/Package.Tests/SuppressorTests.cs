namespace TypedTasks.Package.Tests;

/// <summary>With every rule of the SDK switched on, a task is not nagged for what only looks odd because a worker calls it.</summary>
public sealed class SuppressorTests(PackageFeed feed)
{
    private const string TheTask = "Program.cs(12)";
    private const string TheOther = "Program.cs(17)";

    [Fact]
    public async Task TheSdksOwnRules_LeaveTasksAlone_AndNothingElse()
    {
        string folder = await feed.NewProjectAsync(
            "Nagged",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using TypedTasks;

            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddTypedTasks().AddNaggedTasks().AddWorker(worker => worker.Queues("default"));
            await builder.Build().RunAsync();

            internal sealed partial class Emails
            {
                [Task]
                public void Send(int userId) => Console.WriteLine("sent");
            }

            internal sealed class Letters
            {
                public void Print(int letterId) => Console.WriteLine("printed");
            }
            """,
            "TypedTasks");
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), """
            root = true
            [*.cs]
            dotnet_code_quality_unused_parameters = all
            dotnet_diagnostic.IDE0060.severity = warning
            """);

        var (_, output) = await DotNet.RunAsync(
            folder, "build", "-p:AnalysisLevel=latest-all", "-p:EnforceCodeStyleInBuild=true", "-p:TreatWarningsAsErrors=false", "-p:ErrorLog=build.sarif%2cversion=2.1");

        Assert.True(File.Exists(Path.Combine(folder, "build.sarif")), output);
        BuildLog log = BuildLog.Of(folder);
        Assert.All(["CA1822", "IDE0060"], id =>
        {
            Assert.Equal([TheTask], log.PlacesOf(id, suppressed: true));
            Assert.Equal([TheOther], log.PlacesOf(id, suppressed: false));
        });
    }
}
