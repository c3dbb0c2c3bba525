using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

/// <summary>What is no task is skipped, and listed with its reason.</summary>
public class ProblemTests
{
    [Theory]
    [InlineData("public class Host { [Task] public static void Run() { } }", "Host is not partial")]
    [InlineData("public class Outer { public partial class Host { [Task] public static void Run() { } } }", "Outer is not partial")]
    [InlineData("public partial class Host<T> { [Task] public static void Run() { } }", "Host is generic")]
    [InlineData("public partial class Host { [Task] public static void Run<T>() { } }", "Run is generic")]
    [InlineData("public partial class Host { [Task] private static void Run() { } }", "Run is not accessible")]
    [InlineData("public partial class Host { [Task] protected static void Run() { } }", "Run is not accessible")]
    [InlineData("public partial class Outer { private partial class Host { [Task] public static void Run() { } } }", "Host is not accessible")]
    [InlineData("file partial class Host { [Task] public static void Run() { } }", "Host is not accessible")]
    [InlineData("public interface IHost { void Run(); } public partial class Host : IHost { [Task] void IHost.Run() { } }", "implements an interface explicitly")]
    [InlineData("public partial class Host { [Task] public static async void Run() { await Task.Yield(); } }", "Run is async void")]
    [InlineData("public partial class Host { [Task] public static void Run(ref int n) { } }", "'n' is passed by reference")]
    [InlineData("public partial class Host { [Task] public static void Run(in int n) { } }", "'n' is passed by reference")]
    [InlineData("public partial class Host { [Task] public static void Run(out int n) { n = 1; } }", "'n' is passed by reference")]
    [InlineData("public partial class Host { static int n; [Task] public static ref int Run() => ref n; }", "Run returns a reference")]
    [InlineData("public partial class Host { [Task] public static void Run(object o) { } }", "'o' of type object cannot travel")]
    [InlineData("public partial class Host { [Task] public static void Run(Action o) { } }", "is code, and no code travels")]
    [InlineData("public partial class Host { [Task] public static void Run(int[,,,,] o) { } }", "array of arrays")]
    [InlineData("public partial class Host { [Task] public static void Run(Span<int> o) { } }", "'o' of type Span<int> cannot travel")]
    [InlineData("public partial class Host { [Task] public static Stream Run() => Stream.Null; }", "'return' of type Stream cannot travel")]
    [InlineData("public class Line { public Stream? Tax { get; set; } } public class Order { public List<Line>? Lines { get; set; } } public partial class Host { [Task] public static void Run(Order order) { } }", "'order.Lines[].Tax' of type Stream cannot travel")]
    [InlineData("public class Node<T> { public Node<List<T>>? Next { get; set; } } public partial class Host { [Task] public static void Run(Node<int> node) { } }", "nested deeper than 64")]
    [InlineData("public class Lost { public Lost(int n) => _ = n; } public partial class Host { [Task] public static void Run(Lost o) { } }", "no public constructor")]
    [InlineData("public class Bag : IEnumerable<int> { public IEnumerator<int> GetEnumerator() => null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!; } public partial class Host { [Task] public static void Run(Bag o) { } }", "a collection of one's own needs")]
    [InlineData("public partial class Host { [Task] public static void Run(System.Globalization.CultureInfo o) { } }", "none of the framework's types")]
    [InlineData("public partial class Host { [Task] public static void Run(CancellationTokenSource o) { } }", "cancels within one process")]
    [InlineData("public class Lost { public int N { get; } } public partial class Host { [Task] public static void Run(Lost o) { } }", "no member of Lost can be read back")]
    [InlineData("public partial class Host { private class Secret { public int N { get; set; } } [Task] internal static void Run(int n) { } [Task] public static void RunTask() { } }", "clashes with a member of Host")]
    [InlineData("public partial class Host { [Task] public static void Run(int n) { } [Task] public static void Run(string n) { } }", "clashes with that of another task of Host")]
    [InlineData("public partial class RunTask { [Task] public static void Run(int n) { } }", "clashes with the type around it")]
    [InlineData("public class RunTask { public int N { get; set; } } public partial class Host { [Task] public static void Run(RunTask o) { } }", "clashes with the type Shop.RunTask, which Host uses")]
    [InlineData("public class RunArgs { public int N { get; set; } } public partial class Host { [Task] public static void Run(RunArgs o) { } }", "clashes with the type Shop.RunArgs, which Host uses")]
    [InlineData("public class Base { public int RunTask { get; set; } } public partial class Host : Base { [Task] public static void Run() { } }", "clashes with the member RunTask of Base")]
    [InlineData("public partial class Host { [Task(Name = \"a b\")] public static void Run() { } }", "'a b' is no task name")]
    [InlineData("public partial class Host { [Task(Proxy = \"1x\")] public static void Run() { } }", "'1x' is no name for a property")]
    [InlineData("public partial class Host { [Task(Name = \"same\")] public static void Run() { } [Task(Name = \"same\")] public static void Walk() { } }", "Shop.Host.Walk: More than one task is called 'same'")]
    [InlineData("public partial class Host { [Task, TaskAlias(\"a b\")] public static void Run() { } }", "'a b' is no task name")]
    [InlineData("public partial class Host { [Task, TaskAlias(\"Shop.Host.Run\")] public static void Run() { } }", "is called 'Shop.Host.Run' on the wire anyway")]
    [InlineData("public partial class Host { [Task, TaskAlias(\"Shop.Host.Walk\")] public static void Run() { } [Task] public static void Walk() { } }", "Shop.Host.Run: The alias 'Shop.Host.Walk' is a name or an alias of another task")]
    [InlineData("public partial class Host { [Task(Timeout = \"5 parsecs\")] public static void Run() { } }", "Timeout is \"5 parsecs\", which is no duration")]
    [InlineData("public partial class Host { [Task(Timeout = \"0s\")] public static void Run() { } }", "longer than zero")]
    [InlineData("public partial class Host { [Task(Retries = 201)] public static void Run() { } }", "Retries is 201")]
    [InlineData("public partial class Host { [Task(Priority = -1)] public static void Run() { } }", "Priority is -1")]
    [InlineData("public partial class Host { [Task(Version = 0)] public static void Run() { } }", "Version is 0")]
    [InlineData("public partial class Host { [Task(Queue = \"a:b\")] public static void Run() { } }", "'a:b' is no queue name")]
    [InlineData("public partial class Host { [Task(RetryOn = new[] { typeof(int) })] public static void Run() { } }", "RetryOn names int, which is no exception")]
    [InlineData("file class Gone : Exception; public partial class Host { [Task(RetryOn = new[] { typeof(Gone) })] public static void Run() { } }", "RetryOn names Gone, which only its own file can name")]
    [InlineData("public partial class Host { private enum Key { Eu } public Host([Microsoft.Extensions.DependencyInjection.FromKeyedServices(Key.Eu)] IDisposable o) { } [Task] public void Run() { } }", "The key of the parameter o of Host's constructor names Key")]
    [InlineData("public partial class Host { private class Key; [Task] public static void Run([Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof(List<Key>))] IDisposable o) { } }", "The key of 'o' names Key")]
    [InlineData("public abstract partial class Host { [Task] public void Run() { } }", "Host is abstract")]
    [InlineData("public partial class Host { private Host() { } [Task] public void Run() { } }", "Host has no public constructor")]
    [InlineData("public partial class Host { public required int N { get; set; } [Task] public void Run() { } }", "required member N")]
    [InlineData("public partial interface IHost { [Task] static abstract void Run(); }", "static and abstract")]
    [InlineData("public partial class Host { public static int N { [Task] get => 1; } }", "is no ordinary method")]
    [InlineData("public partial class Host { public static void M() { Run(); [Task] static void Run() { } } }", "is no ordinary method")]
    [InlineData("public class Order { public int Id { get; set; } public string Status { get; private set; } = \"\"; } public partial class Host { [Task] public static void Run(Order o) { } }", "Status of Order would be lost on the way")]
    [InlineData("public class Order { public int Id { get; set; } public List<int> Lines { get; } = new(); } public partial class Host { [Task] public static void Run(Order o) { } }", "Lines of Order would be lost on the way")]
    [InlineData("public class Order { public int Id { get; set; } public readonly int Total = 1; } public partial class Host { [Task] public static void Run(Order o) { } }", "Total of Order would be lost on the way")]
    [InlineData("public class Money { private int cents; public void Add(int more) => cents += more; } public partial class Host { [Task] public static void Run(Money o) { } }", "Money has no public member that could carry its state")]
    [InlineData("internal class Order { internal required int Id { get; set; } public int N { get; set; } } public partial class Host { [Task] internal static void Run(Order o) { } }", "the required member Id is not public or is ignored")]
    [InlineData("public interface IShape; public partial class Host { [Task] public static void Run(IShape o) { } }", "declare its cases with [TaskUnion(key, typeof(...))]")]
    [InlineData("[TaskUnion(1, typeof(A)), TaskUnion(1, typeof(B))] public interface IShape; public record A : IShape; public record B : IShape; public partial class Host { [Task] public static void Run(IShape o) { } }", "the key 1 of the union IShape stands for both A and B")]
    [InlineData("[TaskUnion(1, typeof(A))] public interface IShape; public record A(List<Stream> Files) : IShape; public partial class Host { [Task] public static void Run(IShape[] o) { } }", "'o[](A).Files[]' of type Stream cannot travel")]
    [InlineData("[TaskUnion(1, typeof(A))] public class A { public Stream? File { get; set; } } public partial class Host { [Task] public static void Run(A o) { } }", "'o.File' of type Stream cannot travel")]
    [InlineData("[TaskSerializer(typeof(Other))] public record Weight(int Grams); public class Other; public partial class Host { [Task] public static void Run(Weight o) { } }", "its serializer Other does not implement ITaskSerializer<Weight>")]
    [InlineData("public partial class Host { [Task] public static void Run(__arglist) { } }", "takes __arglist")]
    [InlineData("public partial interface IHost { [Task] void Run(); static abstract int N { get; } }", "IHost has the static abstract member")]
    [InlineData("public partial class Host { public static object M() => [Task] static (int n) => n; }", "A lambda cannot be a task")]
    public void WhatIsNoTaskIsSkippedAndListed(string host, string reason)
    {
        Run run = Run.Of($"using TypedTasks;\nnamespace Shop;\n{host}");
        Assert.Contains(run.Skipped(), one => one.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void AliasesReachTheDispatchTable()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public partial class Host
            {
                [Task, TaskAlias("Shop.Old.Run"), TaskAlias("run")] public static void Run() { }
                [Task] public static void Walk() { }
            }
            """);
        Assert.Equal(["Shop.Old.Run", "run"], run.Module().Invokers[0].Aliases);
        Assert.Empty(run.Module().Invokers[1].Aliases);
    }

    [Fact]
    public void AnAliasOfTwoTasksSkipsBothAndTheNameOfAnotherOnlyTheOneThatClaimsIt()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public partial class Host
            {
                [Task, TaskAlias("old")] public static void Run() { }
                [Task, TaskAlias("old")] public static void Walk() { }
                [Task, TaskAlias("Shop.Host.Stand")] public static void Sit() { }
                [Task] public static void Stand() { }
            }
            """);
        Assert.Equal(["Shop.Host.Stand"], run.Module().Invokers.Select(static one => one.Definition.Name));
        Assert.Equal(3, run.Skipped().Count());
    }

    [Fact]
    public void AnotherProxyNameResolvesAClash()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public class RunTask { public int N { get; set; } }
            public partial class Host
            {
                [Task(Proxy = "RunLater")] public static void Run(RunTask o) { }
                [Task(Proxy = "RunText", Name = "Shop.Host.RunText")] public static void Run(string o) { }
                public static object Use() => (RunLater.Call(new RunTask()), RunText.Call(""), new RunLaterArgs(new RunTask()));
            }
            """);
        Assert.Equal(["Shop.Host.Run", "Shop.Host.RunText"], run.Module().Invokers.Select(static one => one.Definition.Name));
    }

    [Fact]
    public void AsyncIsDroppedUnlessTheShorterNameIsATask()
    {
        Run run = Run.Of("""
            using TypedTasks;
            public partial class Host
            {
                [Task] public static Task SendAsync() => Task.CompletedTask;
                [Task] public static void Pack() { }
                [Task] public static Task PackAsync() => Task.CompletedTask;
                [Task] public static void Async() { }
                public static void Unpack() { }
                [Task] public static Task UnpackAsync() => Task.CompletedTask;
                public static object[] Use() => [SendTask, PackTask, PackAsyncTask, AsyncTask, UnpackTask];
            }
            """);
        Assert.Equal(["Host.Async", "Host.Pack", "Host.PackAsync", "Host.Send", "Host.Unpack"], run.Module().Invokers.Select(static one => one.Definition.Name));
    }
}
