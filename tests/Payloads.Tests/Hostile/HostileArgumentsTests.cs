using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>G8 through generated code.</summary>
public class HostileArgumentsTests
{
    private static readonly Proxy Trees = Proxy.Find(typeof(RecursiveZoo), nameof(RecursiveZoo.Returned));
    private static readonly Proxy Folders = Proxy.Find(typeof(RecursiveZoo), nameof(RecursiveZoo.Folders));

    [Fact]
    public void A_cycle_is_refused_when_it_is_written()
    {
        var node = new RecursiveZoo.Node { Children = [] };
        node.Children.Add(node);
        PayloadException error = Assert.Throws<PayloadException>(() => Trees.WriteResult(node));
        Assert.True(error.OverLimit);
        Assert.Contains("cycle", error.Message, StringComparison.Ordinal);
        Assert.Contains("of type Node", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_types_that_hold_each_other_around_a_corner_are_refused_by_name()
    {
        var person = new RecursiveZoo.Person { Addresses = [] };
        person.Addresses["home"] = new RecursiveZoo.Address("Street", person);
        Proxy proxy = Proxy.Find(typeof(RecursiveZoo), nameof(RecursiveZoo.Trees));
        PayloadException error = Assert.Throws<PayloadException>(() => proxy.Write(proxy.Arguments(new RecursiveZoo.Node(), null, person)));
        Assert.True(error.OverLimit);
        Assert.Matches("of type (Person|Address)", error.Message);
    }

    [Theory]
    [InlineData(PayloadLimits.MaxDepth, true)]
    [InlineData(PayloadLimits.MaxDepth + 1, false)]
    public void A_list_as_deep_as_the_bound_travels_and_a_deeper_one_does_not(int depth, bool travels)
    {
        RecursiveZoo.Linked? list = null;
        for (int i = 0; i < depth; i++)
        {
            list = new RecursiveZoo.Linked(i, list);
        }

        Proxy proxy = Proxy.Find(typeof(RecursiveZoo), nameof(RecursiveZoo.Trees));
        object arguments = proxy.Arguments(new RecursiveZoo.Node(), list, new RecursiveZoo.Person());
        if (travels)
        {
            Assert.True(DeepEquality.Same(arguments, proxy.Read(proxy.Write(arguments))));
            return;
        }

        Assert.Contains("of type Linked", Assert.Throws<PayloadException>(() => proxy.Write(arguments)).Message, StringComparison.Ordinal);

        // { "Value": 0 }, { "Next": { "Next": ... nil } }, { }
        byte[] level = [0x81, 0xA4, .. "Next"u8];
        byte[] bytes = [0x93, 0x80, .. Enumerable.Repeat(level, depth).SelectMany(one => one), 0xC0, 0x80];
        Assert.True(Refused(proxy, bytes).OverLimit);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void A_tree_of_any_depth_is_refused(int depth)
    {
        // { "Children": [ { "Children": [ ...
        byte[] level = [0x81, 0xA8, .. "Children"u8, 0x91];
        byte[] bytes = [.. Enumerable.Repeat(level, depth).SelectMany(one => one), 0xC0];
        Assert.True(Refused(Trees, bytes).OverLimit);
    }

    [Fact]
    public void A_tree_of_bombs_costs_no_more_than_its_bytes_justify()
    {
        // Each level announces as many children as there are bytes left.
        byte[] filler = new byte[100_000];
        byte[] level = [0x81, 0xA8, .. "Children"u8, 0xDD, 0x00, 0x01, 0x00, 0x00];
        byte[] bytes = [.. Enumerable.Repeat(level, 60).SelectMany(one => one), .. filler];
        Refused(Trees, bytes, maxAllocated: 4 * 1024 * 1024);
    }

    public static TheoryData<string, string, string> Bombs => new()
    {
        { nameof(ArrayZoo), nameof(ArrayZoo.Flat), "94DDFFFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Flat), "94DD7FFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Flat), "9490DDFFFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Flat), "94909090C6FFFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Sequences), "92DDFFFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "9593FFFFDDFFFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "9593CE7FFFFFFFCE7FFFFFFF90" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "959300CEFFFFFFFF90" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "959300FF90" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "9593FFFF9101" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "9593020392010203" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "959200CE7FFFFFFF" },
        { nameof(ArrayZoo), nameof(ArrayZoo.Grids), "95930000900094CE7FFFFFFFCE7FFFFFFF0090" },
        { nameof(PrimitiveZoo), nameof(PrimitiveZoo.Rarities), "95C6FFFFFFFF" },
        { nameof(PrimitiveZoo), nameof(PrimitiveZoo.Rarities), "95C400C400A092C0C0" },
        { nameof(PrimitiveZoo), nameof(PrimitiveZoo.Rarities), "95C400C400A0920102DDFFFFFFFF" },
        { nameof(PrimitiveZoo), nameof(PrimitiveZoo.Rarities), "95C400C400A0920102DD0000000101" },
        { nameof(ImmutableZoo), nameof(ImmutableZoo.Frozen), "92DDFFFFFFFF" },
        { nameof(ImmutableZoo), nameof(ImmutableZoo.Frozen), "9290DFFFFFFFFF" },
        { nameof(ImmutableZoo), nameof(ImmutableZoo.Frozen), "929082A16180A16180" },
        { nameof(OwnCollectionZoo), nameof(OwnCollectionZoo.Lists), "94DDFFFFFFFF" },
        { nameof(OwnCollectionZoo), nameof(OwnCollectionZoo.Maps), "92DFFFFFFFFF" },
        { nameof(DictionaryZoo), nameof(DictionaryZoo.Interfaces), "94DFFFFFFFFF" },
        { nameof(DictionaryZoo), nameof(DictionaryZoo.Interfaces), "94DF40000000" },
        { nameof(ImmutableZoo), nameof(ImmutableZoo.Sequences), "95DDFFFFFFFF" },
        { nameof(SequenceZoo), nameof(SequenceZoo.Concrete), "96DDFFFFFFFF" },
        { nameof(ManyParametersZoo), nameof(ManyParametersZoo.One), "DDFFFFFFFF" },
        { nameof(ManyParametersZoo), nameof(ManyParametersZoo.One), "DFFFFFFFFF" },
        { nameof(AnnotatedZoo), nameof(AnnotatedZoo.Arrays), "96DDFFFFFFFF" },
        { nameof(AnnotatedZoo), nameof(AnnotatedZoo.Maps), "94DFFFFFFFFF" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_count_beyond_the_bytes_is_refused_at_no_cost(string zoo, string task, string hex)
    {
        Proxy proxy = Proxy.All[$"{typeof(ArrayZoo).Namespace}.{zoo}.{task}"];
        Refused(proxy, Convert.FromHexString(hex));
    }

    [Theory]
    [InlineData("9182A161A163A161A163")]
    [InlineData("9182A161A163A161C0")]
    public void A_key_that_comes_twice_in_a_dictionary_is_refused(string hex) =>
        Assert.Contains("twice", Refused(Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.Dictionary)), Convert.FromHexString(hex.Replace("A163", "01", StringComparison.Ordinal).Replace("C0", "02", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_nil_key_of_a_dictionary_is_refused() =>
        Refused(Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.Dictionary)), Convert.FromHexString("9181C001"));

    [Fact]
    public void A_member_that_comes_twice_in_an_object_is_refused() =>
        Assert.Contains("twice", Refused(Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.Struct)), Convert.FromHexString("9182A15801A15801")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_member_named_by_a_number_is_refused() =>
        Refused(Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.Struct)), Convert.FromHexString("91810101"));

    [Fact]
    public void Nil_for_a_struct_is_refused() =>
        Refused(Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.Struct)), Convert.FromHexString("91C0"));

    [Fact]
    public void A_tuple_of_another_length_is_refused()
    {
        Proxy proxy = Proxy.Find(typeof(WireFormat.WireTasks), nameof(WireFormat.WireTasks.ValueTuple));
        Refused(proxy, Convert.FromHexString("919101"));
        Refused(proxy, Convert.FromHexString("919301A16101"));
        Refused(proxy, Convert.FromHexString("91C0"));
    }

    [Fact]
    public void Ext_and_text_that_is_no_UTF8_are_refused()
    {
        Refused(Folders, Convert.FromHexString("9181A44E616D65D40500"));
        Refused(Folders, Convert.FromHexString("9181A44E616D65A2C328"));
    }

    private static PayloadException Refused(Proxy proxy, byte[] bytes, long maxAllocated = 256 * 1024)
    {
        Func<ReadOnlyMemory<byte>, object?> read = proxy == Trees ? proxy.ReadResult : one => proxy.Read(one);
        Assert.Throws<PayloadException>(() => read(bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        PayloadException? error = null;
        try
        {
            read(bytes);
        }
        catch (PayloadException caught)
        {
            error = caught;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, maxAllocated);
        Assert.NotNull(error);
        return error;
    }
}
