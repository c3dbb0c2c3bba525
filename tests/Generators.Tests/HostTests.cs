using TypedTasks.Dispatch;
using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>Where a task may live.</summary>
public class HostTests
{
    [Theory]
    [InlineData("static", "public static partial class Host { [Task] public static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("instance", "public partial class Host { [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("internal", "internal sealed partial class Host { [Task] internal void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("nested", "public partial class Outer { public partial record Middle { internal partial struct Host { [Task] public static void Run(int n) { } } } }", "Shop.Outer.Middle.Host.Run")]
    [InlineData("two parts", "public partial class Host { [Task] public void Run(int n) { } } public partial class Host { [Task] public void Walk(int n) { } }", "Shop.Host.Run")]
    [InlineData("record", "public sealed partial record Host(IServiceProvider Services) { [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("struct", "public partial struct Host { [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("struct with services", "public interface IMail; public readonly partial struct Host(IMail mail) { public IMail Mail => mail; [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("record struct", "public readonly partial record struct Host { [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("interface", "public partial interface IHost { [Task] Task<int> Run(int n); }", "Shop.IHost.Run")]
    [InlineData("static in an interface", "public partial interface IHost { [Task] public static int Run(int n) => n; }", "Shop.IHost.Run")]
    [InlineData("abstract", "public abstract partial class Host { [Task] public static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("protected internal", "public partial class Host { [Task] protected internal static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("keyword names", "public partial class @class { [Task] public static void @event(int @int, string @var = \"\") { } }", "Shop.class.event")]
    [InlineData("obsolete", "public partial class Host { [Obsolete(\"Old.\")] [Task] public static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("obsolete as an error", "public partial class Host { [Obsolete(\"Gone.\", true)] [Task] public static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("a host obsolete as an error", "[Obsolete(\"Gone.\", true)] public partial class Host { [Task] public void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("a payload obsolete as an error", "[Obsolete(\"Gone.\", true)] public record Old(int N); public partial class Host { [Obsolete(\"Gone.\", true)] [Task] public static Old Run(List<Old> o) => o[0]; }", "Shop.Host.Run")]
    [InlineData("a member obsolete as an error", "public class Order { public int N { get; set; } [Obsolete(\"Gone.\", true)] public int Old { get; set; } } public partial class Host { [Task] public static void Run(Order o) { } }", "Shop.Host.Run")]
    [InlineData("a default value obsolete as an error", "public enum Kind { [Obsolete(\"Gone.\", true)] Old, New } public partial class Host { [Task] public static void Run(Kind kind = default) { } }", "Shop.Host.Run")]
    [InlineData("experimental", "public partial class Host { [System.Diagnostics.CodeAnalysis.Experimental(\"TTX01\")] [Task] public static void Run(int n) { } }", "Shop.Host.Run")]
    [InlineData("both parts of a partial method", "public partial class Host { public static partial Task Run(int n); [Task] public static partial Task Run(int n) => Task.CompletedTask; }", "Shop.Host.Run")]
    [InlineData("extension method", "public static partial class Host { [Task] public static void Run(this string text) { } }", "Shop.Host.Run")]
    [InlineData("names of members of records", "public partial class Host { [Task] public static void Run(int clone, int Clone, int toString, int deconstruct) { } [Task] public static void Copy(int Clone) { } }", "Shop.Host.Run")]
    [InlineData("names of generated things", "public partial class Host { [Task] public static void Run(int RunArgs, int runArgs, int arguments, int writer, int reader, int count) { } }", "Shop.Host.Run")]
    public void ATaskLivesIn(string kind, string host, string name)
    {
        TaskModule module = Run.Of($"using TypedTasks;\nnamespace Shop;\n{host}").Module();
        Assert.Empty(module.Skipped);
        Assert.True(module.Invokers.Any(one => one.Definition.Name == name), kind);
    }

    [Fact]
    public void AnAssemblyMayBeClsCompliant() => Run.Of("""
        using TypedTasks;
        [assembly: CLSCompliant(true)]
        namespace Shop;
        public partial class Host { [Task] public static void Run(int n) { } [CLSCompliant(false)] [Task] public static uint Count(uint n) => n; }
        """);

    [Fact]
    public void ATaskLivesWithoutANamespace()
    {
        TaskModule module = Run.Of("using TypedTasks; public static partial class Host { [Task] public static void Run() { } }").Module();
        Assert.Equal("Host.Run", Assert.Single(module.Invokers).Definition.Name);
    }

    [Fact]
    public void HostsOfTheSameNameInDifferentNamespacesDoNotMeet()
    {
        TaskModule module = Run.Of("""
            using TypedTasks;
            namespace A { public record Order(int Id); public partial class Host { [Task] public static void Run(Order order) { } } }
            namespace B { public record Order(string Id); public partial class Host { [Task] public static void Run(Order order) { } } }
            namespace A.B_C { public partial class Host { [Task] public static void Run(A.Order order) { } } }
            namespace A_B.C { public partial class Host { [Task] public static void Run(B.Order order) { } } }
            """).Module();
        Assert.Equal(["A.B_C.Host.Run", "A.Host.Run", "A_B.C.Host.Run", "B.Host.Run"], module.Invokers.Select(static one => one.Definition.Name));
    }

    [Fact]
    public void NamesThatDifferOnlyInCaseGetFilesOfTheirOwn()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public record Order(int Id);
            public record ORDER(int Id);
            public partial class Host { [Task] public static void Run(Order one) { } [Task] public static void RUN(ORDER other) { } }
            """);
        Assert.Equal(2, run.Module().Invokers.Count);
    }

    [Fact]
    public void TheSameTaskInBaseAndDerivedHidesTheInheritedProxy()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public partial class Base { [Task] public virtual void Run(int n) { } }
            public partial class Derived : Base { [Task] public override void Run(int n) { } }
            public partial interface IBase { [Task] void Run(int n); }
            public partial interface IDerived : IBase { [Task] new void Run(int n); }
            """);
        Assert.Contains("public new static RunTaskDefinition RunTask", run["Shop.Derived.RunTask.g.cs"], StringComparison.Ordinal);
        Assert.Equal(4, run.Module().Invokers.Count);
    }

    [Fact]
    public void ABaseInAReferencedAssemblyIsHiddenToo()
    {
        Project library = new() { Name = "Library", Sources = ["using TypedTasks; namespace Lib; public partial class Base { [Task] public static void Run(int n) { } }"] };
        Run run = Run.Of(new Project
        {
            References = [library.Build()],
            Sources = ["using TypedTasks; namespace Shop; public partial class Derived : Lib.Base { [Task] public static new void Run(int n) { } }"],
        });
        Assert.Contains("new static RunTaskDefinition RunTask", run["Shop.Derived.RunTask.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void TheConstructorIsTheMarkedOneOrThePublicOneWithMostParameters()
    {
        Run run = Run.Of("""
            using Microsoft.Extensions.DependencyInjection;
            using TypedTasks;
            namespace Shop;
            public interface IA; public interface IB; public interface IC;
            public partial class Most { public Most() { } public Most(IA a, IB b) { } internal Most(IA a, IB b, IC c) { } [Task] public void Run() { } }
            public partial class Marked { [ActivatorUtilitiesConstructor] public Marked(IA a) { } public Marked(IA a, IB b) { } [Task] public void Run() { } }
            public partial class Optional { public Optional(IA a, IB? b, IServiceProvider services, int n = 3) { } [Task] public void Run() { } }
            """);
        TaskModule module = run.Module();
        Assert.Equal(["IA"], Required("Shop.Marked.Run"));
        Assert.Equal(["IA", "IB"], Required("Shop.Most.Run"));
        Assert.Equal(["IA"], Required("Shop.Optional.Run"));
        Assert.All(module.Invokers, static one => Assert.True(one.NeedsServices));

        IEnumerable<string> Required(string task) => module.Invokers.Single(one => one.Definition.Name == task).RequiredServices.Select(static one => one.Type.Name);
    }

    [Fact]
    public void AStaticTaskWithoutServicesNeedsNone()
    {
        TaskModule module = Run.Of("using TypedTasks; public partial class Host { [Task] public static void Run(TaskContext context, CancellationToken token) { } }").Module();
        Assert.False(Assert.Single(module.Invokers).NeedsServices);
    }

    [Fact]
    public void ServicesAreKnownByOurAttributeByAspNetsAndByKey()
    {
        TaskModule module = Run.Of("""
            using TypedTasks;
            namespace Microsoft.AspNetCore.Mvc { [AttributeUsage(AttributeTargets.Parameter)] public sealed class FromServicesAttribute : Attribute; }
            namespace Shop
            {
                public interface IA; public interface IB; public interface IC;
                public partial class Host
                {
                    [Task] public static void Run(int n, [FromServices] IA a, [Microsoft.AspNetCore.Mvc.FromServices] IB b, [Microsoft.Extensions.DependencyInjection.FromKeyedServices("k")] IC c, [FromServices] IA? spare) { }
                    public static object Use() => RunTask.Call(5);
                }
            }
            """).Module();
        TaskInvoker invoker = Assert.Single(module.Invokers);
        Assert.Equal(["IA/", "IB/", "IC/k"], invoker.RequiredServices.Select(static one => $"{one.Type.Name}/{one.Key}"));
        Assert.True(invoker.NeedsServices);
    }
}
