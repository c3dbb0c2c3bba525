using MemoryPack;
using MessagePack;

namespace TypedTasks.Bench.Micro;

/// <summary>The record of nine fields, as an array: the same bytes from us and from MessagePack-CSharp.</summary>
[MessagePackObject]
[MemoryPackable]
public sealed partial class Order
{
    /// <summary>A small number.</summary>
    [Key(0)]
    public int Number { get; set; }

    /// <summary>A large one.</summary>
    [Key(1)]
    public long Weight { get; set; }

    /// <summary>A short text.</summary>
    [Key(2)]
    public string Customer { get; set; } = string.Empty;

    /// <summary>A longer text, not only ASCII.</summary>
    [Key(3)]
    public string Comment { get; set; } = string.Empty;

    /// <summary>A date.</summary>
    [Key(4)]
    public DateTime PlacedAt { get; set; }

    /// <summary>A Guid.</summary>
    [Key(5)]
    public Guid Reference { get; set; }

    /// <summary>A decimal.</summary>
    [Key(6)]
    public decimal Price { get; set; }

    /// <summary>A list.</summary>
    [Key(7)]
    public List<int> Lines { get; set; } = [];

    /// <summary>A map.</summary>
    [Key(8)]
    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>One with something in each field.</summary>
    public static Order Sample() => new()
    {
        Number = 4711,
        Weight = 123_456_789_012,
        Customer = "Grace Hopper",
        Comment = "Please leave it at the door; the bell does not ring. Danke schön!",
        PlacedAt = new DateTime(2026, 3, 14, 15, 9, 26, 535, DateTimeKind.Utc),
        Reference = new Guid("5f0c8d6e-8b1f-4c53-9f53-1f8a2c1de6b7"),
        Price = 1234.56m,
        Lines = [3, 14, 159, 2653, 58979],
        Tags = new Dictionary<string, string> { ["channel"] = "web", ["campaign"] = "spring", ["country"] = "CH" },
    };
}
