using TypedTasks;

namespace Shop;

/// <summary>Work without services may live in the contracts themselves, as static tasks.</summary>
public static partial class Statistics
{
    /// <summary>How many of which article the orders ask for.</summary>
    [Task]
    public static IReadOnlyDictionary<string, int> CountArticles(IReadOnlyList<Order> orders) =>
        orders.SelectMany(order => order.Lines)
            .GroupBy(line => line.Article)
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity));
}
