using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary><c>Add…Tasks()</c> and the join over referenced assemblies.</summary>
public class RegistrationTests
{
    private const string Task = "using TypedTasks; namespace Any; public static partial class Host { [Task] public static void Run() { } }";

    [Theory]
    [InlineData("Contoso.Shop", null, "AddContosoShopTasks")]
    [InlineData("my-app_2", null, "AddMyApp2Tasks")]
    [InlineData("3d.tools", null, "Add3dToolsTasks")]
    [InlineData("Contoso.Shop", "Store", "AddStoreTasks")]
    public void TheNameComesFromTheWholeAssemblyNameOrTheProperty(string assembly, string? property, string method)
    {
        Run run = Run.Of(new Project { Name = assembly, RegistrationName = property, Sources = [Task] });
        Assert.Contains($" {method}(this ", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
        Assert.Contains($" {method}AndReferenced(this ", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AProjectWithoutTasksGetsNoFile() => Assert.Empty(Run.Of("namespace Shop; public class Plain;").Files);

    [Fact]
    public void AnExecutableWithoutTasksAndReferencesGetsNoFile() =>
        Assert.Empty(Run.Of(new Project { IsExecutable = true, Sources = ["System.Console.WriteLine();"] }).Files);

    [Fact]
    public void AnExecutableWithoutTasksGetsTheJoin()
    {
        Run run = Run.Of(new Project
        {
            Name = "App",
            IsExecutable = true,
            References = [Library("Contoso.Shop"), Library("Contoso.Mail")],
            Sources = ["using Microsoft.Extensions.DependencyInjection; TypedTasks.Dispatch.ITypedTasksBuilder builder = null!; builder.AddAppTasksAndReferenced().AddContosoMailTasks();"],
        });
        string file = Assert.Single(run.Files).Value;
        Assert.DoesNotContain("AddAppTasks(", file, StringComparison.Ordinal);
        int mail = file.IndexOf("builder.AddModule(global::TypedTasks.Generated.Contoso_Mail.Tasks.Instance);", StringComparison.Ordinal);
        int shop = file.IndexOf("builder.AddModule(global::TypedTasks.Generated.Contoso_Shop.Tasks.Instance);", StringComparison.Ordinal);
        Assert.True(0 < mail && mail < shop, file);
    }

    [Fact]
    public void ALibraryWithTasksJoinsThoseItReferences()
    {
        Run run = Run.Of(new Project { Name = "App", References = [Library("Shop")], Sources = [Task.Replace("Any", "App", StringComparison.Ordinal)] });
        Assert.Contains("builder.AddModule(global::TypedTasks.Generated.App.Tasks.Instance);", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("builder.AddModule(global::TypedTasks.Generated.Shop.Tasks.Instance);", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnAssemblyBehindAnAliasAloneIsNotJoined()
    {
        Run run = Run.Of(new Project
        {
            Name = "App",
            IsExecutable = true,
            References = [Library("Web").WithAliases(["web"]), Library("Mail").WithAliases(["global", "mail"]), Library("Shop")],
            Sources = ["System.Console.WriteLine();"],
        });
        Assert.DoesNotContain("TypedTasks.Generated.Web", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("TypedTasks.Generated.Mail.Tasks", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("TypedTasks.Generated.Shop.Tasks", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("record")]
    public void AnAssemblyMayBeCalledLikeAKeyword(string name)
    {
        Assert.NotEmpty(Run.Of(new Project { Name = name, Sources = [Task] }).Module().Invokers);
        Run run = Run.Of(new Project { Name = "App", IsExecutable = true, References = [Library(name)], Sources = ["System.Console.WriteLine();"] });
        Assert.Contains("AddModule", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AssembliesWhoseNamesCouldMeetDoNot()
    {
        Run run = Run.Of(new Project { Name = "App", IsExecutable = true, References = [Library("A.B"), Library("A_B"), Library("A-B")], Sources = ["System.Console.WriteLine();"] });
        Assert.Equal(3, run["_TaskRegistration.g.cs"].Split("AddModule").Length - 1);
    }

    [Fact]
    public void ATestProjectWithTasksThatSeesTheInternalsCompiles()
    {
        Project shop = new()
        {
            Name = "Shop",
            Sources =
            [
                """
                using TypedTasks;
                [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Shop.Tests")]
                namespace Shop;
                internal record Order(int Id);
                internal partial class Host { [Task] internal static void Run(Order order, List<int> ids) { } }
                """,
            ],
        };
        Run run = Run.Of(new Project
        {
            Name = "Shop.Tests",
            References = [shop.Build()],
            Sources = ["using TypedTasks; namespace Shop; internal partial class HostTests { [Task] internal static void Run(Order order, List<int> ids) { Host.RunTask.Call(order, ids); } }"],
        });
        Assert.Contains("TypedTasks.Generated.Shop.Tasks", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void AnAssemblyThatSeesTheRuntimesInternalsCompiles() =>
        Assert.NotEmpty(Run.Of(new Project { Name = "TypedTasks.Runtime.Tests", Sources = [Task] }).Files);

    [Fact]
    public void AProjectWithSkippedTasksOnlyStillRegistersThem()
    {
        Run run = Run.Of("using TypedTasks; public class Host { [Task] public static void Run() { } }");
        Assert.Single(run.Skipped());
        Assert.Contains("AddShopTasks", run["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    private static Microsoft.CodeAnalysis.MetadataReference Library(string name) => new Project { Name = name, Sources = [Task] }.Build();
}
