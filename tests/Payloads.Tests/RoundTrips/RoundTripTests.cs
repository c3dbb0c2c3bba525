using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using TypedTasks.Payloads.Tests.Proxies;

namespace TypedTasks.Payloads.Tests.RoundTrips;

/// <summary>What <c>Call(...)</c> writes, <c>ReadArguments</c> reads: generated values of every supported type, through real proxies.</summary>
public class RoundTripTests
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);

    public static TheoryData<string> Tasks => new(Proxy.All.Keys.Order());

    public static TheoryData<string> TasksWithResult => new(Proxy.All.Values.Where(proxy => proxy.ResultType != typeof(NoResult)).Select(proxy => proxy.Name).Order());

    [Fact]
    public void Every_task_of_the_zoo_has_a_proxy()
    {
        IEnumerable<string> declared = typeof(Proxy).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(TaskAttribute)))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");
        Assert.Equal(declared.Order(), Proxy.All.Keys.Order());
        Assert.InRange(Proxy.All.Count, 80, 1000);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Generated_arguments_survive_a_round_trip(string task)
    {
        Proxy proxy = Proxy.All[task];
        Gen<object> values = Of(proxy.ArgumentsType).Select(value => value!);
        Check.One(Quiet, Prop.ForAll(Arb.From(values), arguments =>
        {
            byte[] bytes = proxy.Write(arguments);
            object back = proxy.Read(bytes, out long length);
            return DeepEquality.Same(arguments, back).Label($"{Convert.ToHexString(bytes)} is read as {back}")
                .And((length == bytes.Length).Label($"{length} of {bytes.Length} bytes are read"));
        }));
    }

    [Theory]
    [MemberData(nameof(TasksWithResult))]
    public void Generated_results_survive_a_round_trip(string task)
    {
        Proxy proxy = Proxy.All[task];
        Check.One(Quiet, Prop.ForAll(Arb.From(Of(proxy.ResultType)), result =>
        {
            byte[] bytes = proxy.WriteResult(result);
            return DeepEquality.Same(result, proxy.ReadResult(bytes)).Label(Convert.ToHexString(bytes));
        }));
    }

    private static Gen<object?> Of(Type type) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from size in Gen.Choose(0, 6)
        select Values.Make(type, new Random(seed), size);
}
