using System.Collections.Concurrent;
using System.Collections.Immutable;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>A key that comes twice is a contradiction, never a silent choice of one.</summary>
public class DuplicateKeyTests
{
    public static TheoryData<IDictionary<string, int>> Dictionaries =>
    [
        new Dictionary<string, int>(), new SortedDictionary<string, int>(), new SortedList<string, int>(), new ConcurrentDictionary<string, int>(),
        ImmutableDictionary.CreateBuilder<string, int>(), ImmutableSortedDictionary.CreateBuilder<string, int>(),
    ];

    [Theory]
    [MemberData(nameof(Dictionaries), DisableDiscoveryEnumeration = true)]
    public void A_dictionary_takes_a_key_once_even_with_the_same_value(IDictionary<string, int> dictionary)
    {
        Assert.Null(Refusal.Try([0xC0], (ref r) => r.Add(dictionary, "a", 1)));
        Assert.Contains("twice", Refusal.Of([0xC0], (ref r) => r.Add(dictionary, "a", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("nil", Refusal.Of([0xC0], (ref r) => r.Add(dictionary, null!, 1)).Message, StringComparison.Ordinal);
        Assert.Single(dictionary);
    }

    [Fact]
    public void Keys_that_cannot_be_compared_are_refused()
    {
        var sorted = new SortedDictionary<Uri, int>();
        Assert.NotNull(Refusal.Try([0xC0], (ref r) =>
        {
            r.Add(sorted, new Uri("urn:b"), 1);
            r.Add(sorted, new Uri("urn:c"), 1);
        }));
    }

    [Fact]
    public void An_object_takes_a_member_once()
    {
        PayloadException error = Refusal.Of([0xC0], (ref r) =>
        {
            ulong read = 0;
            r.MarkRead(ref read, 0);
            r.MarkRead(ref read, 63);
            r.MarkRead(ref read, 0);
        });
        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
        Assert.False(error.OverLimit);
    }

    [Fact]
    public void The_name_of_a_member_is_a_str()
    {
        Refusal.Of([0x01], (ref r) => r.ReadKey());
        Refusal.Of([0xC0], (ref r) => r.ReadKey());
        Assert.Null(Refusal.Try([0xA2, .. "Id"u8], (ref r) => Assert.True(r.ReadKey().SequenceEqual("Id"u8))));
    }
}
