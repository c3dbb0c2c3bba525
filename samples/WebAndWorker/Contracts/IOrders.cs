using TypedTasks;

namespace Shop;

/// <summary>What can be asked of the shop. The web app calls the generated proxies; only the worker has an implementation.</summary>
public partial interface IOrders
{
    /// <summary>Reserves the stock, charges the customer and returns the receipt.</summary>
    [Task(Queue = "orders", Retries = 5, FirstDelay = "200ms", Timeout = "30s", DoNotRetryOn = [typeof(OutOfStockException)])]
    Task<Receipt> Place(Order order, CancellationToken ct = default);
}

public sealed record Order(string Customer, IReadOnlyList<OrderLine> Lines);

public sealed record OrderLine(string Article, int Quantity, decimal Price);

public sealed record Receipt(string Customer, decimal Total, DateTimeOffset PaidAt);

public sealed class OutOfStockException(string article) : Exception($"'{article}' is out of stock.");
