using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>The compiler refuses two generated files of one name, and takes upper and lower case for the same.</summary>
public class HintNameTests
{
    [Theory]
    [InlineData("public static partial class Host { [Task] public static void Run() { } [Task] public static void run() { } }")]
    [InlineData("public static partial class Host { [Task] public static void Run() { } } public static partial class HOST { [Task] public static void Run() { } }")]
    [InlineData("public static partial class A_B { [Task] public static void C() { } } namespace A { public static partial class B { [Task] public static void C() { } } }")]
    [InlineData("public static partial class A { public static partial class B_C { [Task] public static void D() { } } public static partial class B { public static partial class C { [Task] public static void D() { } } } }")]
    public void TasksWhoseNamesMeetHaveFilesOfTheirOwn(string code) =>
        Assert.Equal(2, Run.Of("using TypedTasks; namespace Shop { " + code + " }").Files.Keys.Count(static one => one.EndsWith(".g.cs", StringComparison.Ordinal) && !one.StartsWith('_')));

    [Theory]
    [InlineData("public record Order(int Id); public record ORDER(int Id);", "Order", "ORDER")]
    [InlineData("public record A_B(int Id); namespace A { public record B(int Id); }", "A_B", "A.B")]
    [InlineData("public record Box<T>(T In);", "Box<int>", "Box<uint>")]
    [InlineData("public record @class(int Id); public record Class(int Id);", "@class", "Class")]
    public void PayloadsWhoseNamesMeetHaveFilesOfTheirOwn(string types, string one, string other) =>
        Assert.Equal(2, Run.Of($"using TypedTasks; namespace Shop {{ {types} public static partial class Host {{ [Task] public static void Run({one} a, {other} b) {{ }} }} }}")
            .Files.Keys.Count(static file => file.StartsWith("Payload-", StringComparison.Ordinal)));
}
