using Microsoft.Extensions.Logging;

namespace Shop.Worker;

/// <summary>The implementation behind the contract, known to this process only.</summary>
internal sealed partial class Orders(Stock stock, ILogger<Orders> log) : IOrders
{
    public async Task<Receipt> Place(Order order, CancellationToken ct)
    {
        foreach (OrderLine line in order.Lines)
        {
            stock.Reserve(line.Article, line.Quantity);
        }

        decimal total = order.Lines.Sum(line => line.Quantity * line.Price);
        await Task.Delay(TimeSpan.FromMilliseconds(200), ct); // the payment provider takes its time
        LogPaid(order.Customer, total);
        return new Receipt(order.Customer, total, DateTimeOffset.UtcNow);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Customer} paid {Total}")]
    private partial void LogPaid(string customer, decimal total);
}
