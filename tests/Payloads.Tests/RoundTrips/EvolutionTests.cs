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

    [Theory]
    [InlineData(nameof(ParamsZoo.Numbers), "90")]
    [InlineData(nameof(ParamsZoo.Names), "91A161")]
    [InlineData(nameof(ParamsZoo.Bytes), "90")]
    public void Missing_params_are_no_elements(string task, string hex)
    {
        Proxy proxy = Proxy.Find(typeof(ParamsZoo), task);
        object arguments = proxy.Read(Convert.FromHexString(hex));
        Assert.Empty((Array)proxy.ArgumentsType.GetProperties()[^1].GetValue(arguments)!);
    }

    [Fact]
    public void A_missing_date_is_what_an_attribute_says()
    {
        Proxy proxy = Proxy.Find(typeof(DefaultZoo), nameof(DefaultZoo.Dated));
        object arguments = proxy.Read(new byte[] { 0x91, 0x05 });
        Assert.Equal(new DateTime(630822816000000000L), proxy.ArgumentsType.GetProperty("At")!.GetValue(arguments));
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
        object arguments = proxy.Read(Convert.FromHexString("940782A1619101A162C0C0A163"), out long length);
        Assert.Equal(proxy.Arguments(7), arguments);
        Assert.Equal(13, length);
    }

    [Fact]
    public void Unknown_members_are_skipped_and_missing_ones_keep_their_default()
    {
        Proxy proxy = Proxy.Find(typeof(GenericZoo), nameof(GenericZoo.Returned));
        // { "New": [1, {}], "Items": [] }
        var page = (GenericZoo.Page<GenericZoo.Item>)proxy.ReadResult(Convert.FromHexString("82A34E6577920180A54974656D7390"))!;
        Assert.Empty(page.Items);
        Assert.Equal(0, page.Total);
        Assert.Null(page.Next);
    }

    [Fact]
    public void A_missing_member_that_is_required_is_named()
    {
        Proxy proxy = Proxy.Find(typeof(GenericZoo), nameof(GenericZoo.Returned));
        PayloadException error = Assert.Throws<PayloadException>(() => proxy.ReadResult(new byte[] { 0x80 }));
        Assert.Contains("Items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_constructor_parameter_takes_its_default_value_and_is_named_without_one()
    {
        Proxy proxy = Proxy.Find(typeof(RecordZoo), nameof(RecordZoo.Constructors));
        // several: { "Id": 1, "Name": "" }, allSet: { "Id": 1 }, defaulted: {}
        object arguments = proxy.Read(Convert.FromHexString("9382A2496401A44E616D65A081A249640180"));
        Assert.Equal(new RecordZoo.Defaulted(), proxy.ArgumentsType.GetProperty("Defaulted")!.GetValue(arguments));
        Assert.Contains("Name", Assert.Throws<PayloadException>(() => proxy.Read(Convert.FromHexString("9381A2496401"))).Message, StringComparison.Ordinal);
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
