using System.Reflection;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.RoundTrips;

/// <summary>Old messages survive new code: what is missing takes its default, what is new is skipped.</summary>
public class EvolutionTests
{
    [Theory]
    [InlineData(nameof(DefaultZoo.Literals))]
    [InlineData(nameof(DefaultZoo.Structs))]
    public void Missing_arguments_take_the_default_values_of_their_parameters(string task)
    {
        Proxy proxy = Proxy.Find(typeof(DefaultZoo), task);
        object arguments = proxy.Read(new byte[] { 0x90 });
        ParameterInfo[] parameters = [.. typeof(DefaultZoo).GetMethod(task)!.GetParameters().Where(p => p.ParameterType != typeof(CancellationToken))];
        Assert.All(parameters.Zip(proxy.ArgumentsType.GetProperties()), pair =>
            Assert.True(DeepEquality.Same(DefaultOf(pair.First), pair.Second.GetValue(arguments)), $"{pair.First.Name}: {pair.Second.GetValue(arguments)}"));
    }

    [Fact]
    public void A_missing_argument_without_default_is_named()
    {
        PayloadException error = Assert.Throws<PayloadException>(() => Proxy.Find(typeof(DefaultZoo), nameof(DefaultZoo.Mixed)).Read(new byte[] { 0x90 }));
        Assert.Contains("required", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extra_arguments_are_skipped()
    {
        Proxy proxy = Proxy.Find(typeof(ManyParametersZoo), nameof(ManyParametersZoo.One));
        object arguments = proxy.Read(Convert.FromHexString("940782A161910182A162C0A163"), out long length);
        Assert.Equal(proxy.Arguments(7), arguments);
        Assert.Equal(13, length);
    }

    [Fact]
    public void Unknown_members_are_skipped_and_missing_ones_take_their_default()
    {
        Proxy proxy = Proxy.Find(typeof(GenericZoo), nameof(GenericZoo.Returned));
        // { "New": [1, {}], "Total": 5 }
        var page = (GenericZoo.Page<GenericZoo.Item>)proxy.ReadResult(Convert.FromHexString("82A34E6577920180A5546F74616C05"))!;
        Assert.Equal(5, page.Total);
        Assert.Null(page.Next);
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.DefaultValue switch
        {
            null when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
            { } number when type.IsEnum => Enum.ToObject(type, number),
            int number when type == typeof(nint) => (nint)number,
            var value => value,
        };
    }
}
