namespace TypedTasks.Bench.Micro;

/// <summary>The same record as a user writes it who annotates nothing: a map keyed by member name.</summary>
public sealed class PlainOrder
{
    /// <summary>A small number.</summary>
    public int Number { get; set; }

    /// <summary>A large one.</summary>
    public long Weight { get; set; }

    /// <summary>A short text.</summary>
    public string Customer { get; set; } = string.Empty;

    /// <summary>A longer text, not only ASCII.</summary>
    public string Comment { get; set; } = string.Empty;

    /// <summary>A date.</summary>
    public DateTime PlacedAt { get; set; }

    /// <summary>A Guid.</summary>
    public Guid Reference { get; set; }

    /// <summary>A decimal.</summary>
    public decimal Price { get; set; }

    /// <summary>A list.</summary>
    public List<int> Lines { get; set; } = [];

    /// <summary>A map.</summary>
    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>One with something in each field.</summary>
    public static PlainOrder Sample()
    {
        Order order = Order.Sample();
        return new PlainOrder
        {
            Number = order.Number,
            Weight = order.Weight,
            Customer = order.Customer,
            Comment = order.Comment,
            PlacedAt = order.PlacedAt,
            Reference = order.Reference,
            Price = order.Price,
            Lines = order.Lines,
            Tags = order.Tags,
        };
    }
}
