using System.Globalization;

namespace TypedTasks.Bench.Generator;

/// <summary>The source of a shop with many tasks: ten a file, of static classes, services, a struct and an interface.</summary>
internal static class SampleSource
{
    public const int TasksAFile = 10;

    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TypedTasks;
        global using Shop.Model;
        """;

    /// <summary>What most tasks carry.</summary>
    public const string Shared = """
        namespace Shop.Model;

        public enum Currency { Euro, Dollar, Yen }

        [Flags]
        public enum Traits { None = 0, Fragile = 1, Heavy = 2, Cold = 4 }

        public readonly record struct Money(decimal Amount, Currency Currency);

        public sealed record Address(string Street, string City, string? Region, string Country);

        public sealed record Customer(Guid Id, string Name, string? Email, Address Home, IReadOnlyList<Address> Others);

        public sealed class OrderLine
        {
            public required string Sku { get; init; }

            public int Quantity { get; set; } = 1;

            public Money Price { get; set; }

            public Traits Traits { get; set; }

            public Dictionary<string, string> Notes { get; init; } = [];
        }

        public sealed record Order(Guid Id, Customer Customer, List<OrderLine> Lines, DateTimeOffset Placed, Money? Discount, Catalog.Item Gift);

        public sealed record Parcel(string Code, (int Width, int Height, int Depth) Size, double Weight, Address To, byte[]? Label);

        public interface IClock
        {
            DateTimeOffset Now { get; }
        }

        public interface IStore
        {
            Task SaveAsync(string key, object value, CancellationToken cancellationToken);
        }
        """;

    /// <summary>The referenced project.</summary>
    public static string Library(string body) => $$"""
        namespace Catalog;

        public sealed record Item(string Sku, string Title, int Weight)
        {
            public int Twice() => {{body}};
        }
        """;

    /// <summary>Ten tasks.</summary>
    public static string Tasks(int file) => Numbered(Static + Instance + Others, file);

    /// <summary>Code that has no task and sends some.</summary>
    public static string Senders(int file) => Numbered(Sending, file);

    private const string Sending = """
        namespace Shop.Area#;

        /// <summary>Takes orders.</summary>
        public sealed class Counter#(IClock clock)
        {
            private readonly List<Order> open = [];

            public async Task<Guid> TakeAsync(Customer customer, List<OrderLine> lines, CancellationToken cancellationToken)
            {
                var order = new Order(Guid.NewGuid(), customer, lines, clock.Now, null, new Catalog.Item("gift", "A gift", 1));
                open.Add(order);
                await Notices#.SendReceiptTask.Delay(lines.Count, "fr", cancellationToken: cancellationToken);
                await Notices#.ChargeTask.Call(order, Total(lines)).In(TimeSpan.FromMinutes(5)).Delay(cancellationToken);
                return order.Id;
            }

            public static Money Total(IEnumerable<OrderLine> lines)
            {
                decimal sum = 0;
                foreach (OrderLine line in lines)
                {
                    if (line.Quantity > 0)
                    {
                        sum += line.Price.Amount * line.Quantity;
                    }
                }

                return new Money(sum, Currency.Euro);
            }

            public IReadOnlyDictionary<string, int> Count() => open
                .SelectMany(static order => order.Lines)
                .GroupBy(static line => line.Sku)
                .ToDictionary(static group => group.Key, static group => group.Sum(static line => line.Quantity));

            public string Describe(Guid id)
            {
                Order? order = open.Find(one => one.Id == id);
                return order is null ? "unknown" : $"{order.Customer.Name}: {order.Lines.Count} lines, {Total(order.Lines).Amount}";
            }
        }
        """;

    private const string Static = """
        namespace Shop.Area#;

        /// <summary>What area # answers.</summary>
        public sealed record Receipt#(Guid Id, Money Total, IReadOnlyList<OrderLine> Lines, DateTimeOffset At);

        /// <summary>What area # tells its customers.</summary>
        public static partial class Notices#
        {
            /// <summary>Sends the receipt of an order.</summary>
            /// <param name="orderId">The order.</param>
            /// <param name="locale">The language of the letter.</param>
            /// <param name="cancellationToken">Ends the attempt.</param>
            [Task(Queue = "high", Retries = 5, Timeout = "30s")]
            public static async Task SendReceipt(int orderId, string locale = "en", CancellationToken cancellationToken = default)
            {
                string subject = locale == "en" ? "Your order" : "Votre commande";
                for (int part = 0; part < 3; part++)
                {
                    await Task.Delay(subject.Length + orderId + part, cancellationToken);
                }
            }

            /// <summary>Takes the money for an order.</summary>
            /// <param name="order">The order.</param>
            /// <param name="amount">How much.</param>
            /// <returns>The receipt.</returns>
            [Task(Retries = 8, Backoff = BackoffKind.Exponential, FirstDelay = "5s", MaxDelay = "10m", DoNotRetryOn = [typeof(InvalidOperationException)])]
            public static Receipt# Charge(Order order, Money amount)
            {
                if (amount.Amount <= 0)
                {
                    throw new InvalidOperationException("Nothing to pay.");
                }

                return new Receipt#(order.Id, amount, order.Lines, order.Placed);
            }

            /// <summary>Tells several customers the same.</summary>
            [Task(Priority = 2, Expires = "1h")]
            public static ValueTask Broadcast(Customer[] customers, string text, bool urgent = false)
            {
                int told = customers.Count(one => one.Email is not null && (urgent || text.Length < 100));
                return told == 0 ? default : ValueTask.CompletedTask;
            }

            /// <summary>Writes a line to the journal of area #.</summary>
            [Task]
            public static void Note(string line, Guid? about)
            {
                Console.WriteLine(about is { } id ? $"{id}: {line}" : line);
            }
        }


        """;

    private const string Instance = """
        /// <summary>A count of area #'s shelves.</summary>
        public sealed class Stocktake#
        {
            public required string Shelf { get; init; }

            public DateTimeOffset Taken { get; set; }

            public Dictionary<string, int> Counted { get; init; } = [];

            public IReadOnlyList<Parcel> Waiting { get; init; } = [];
        }

        /// <summary>The stock of area #.</summary>
        public sealed partial class Stock#(IClock clock, IStore store)
        {
            /// <summary>Keeps a count.</summary>
            /// <param name="count">What was counted.</param>
            /// <param name="cancellationToken">Ends the attempt.</param>
            [Task(Queue = "stock")]
            public async Task Keep(Stocktake# count, CancellationToken cancellationToken)
            {
                foreach ((string sku, int pieces) in count.Counted)
                {
                    await store.SaveAsync(sku, pieces, cancellationToken);
                }
            }

            /// <summary>Reserves what an order wants.</summary>
            [Task(Retries = 3, KeepResult = "2h")]
            public async Task<bool> Reserve(Guid order, List<OrderLine> lines, CancellationToken cancellationToken)
            {
                await store.SaveAsync(order.ToString(), lines, cancellationToken);
                return lines.TrueForAll(static line => line.Quantity < 100);
            }

            /// <summary>Sends parcels off.</summary>
            [Task]
            public Task Ship(Parcel parcel, Address from, DateOnly by, TaskContext context) =>
                clock.Now.Date > by.ToDateTime(default) ? Task.CompletedTask : store.SaveAsync(parcel.Code + from.City, context, CancellationToken.None);

            /// <summary>What is low on the shelves.</summary>
            [Task]
            public Dictionary<string, int> Low(IReadOnlyDictionary<string, int> wanted, int below = 10) =>
                wanted.Where(one => one.Value < below).ToDictionary(static one => one.Key, static one => one.Value);
        }


        """;

    private const string Others = """
        /// <summary>The reports of area #.</summary>
        public partial interface IReports#
        {
            /// <summary>Builds the report of a month.</summary>
            [Task(Queue = "slow", Timeout = "1h")]
            Task<Receipt#> Build(int year, int month, Traits only);
        }

        /// <summary>A worker of area # that has nothing of its own.</summary>
        public partial struct Sweep#
        {
            /// <summary>Forgets what is old.</summary>
            [Task(Name = "area#.forget", Version = 2)]
            public async ValueTask<int> ForgetAsync(DateTimeOffset before, [FromServices] IStore store, CancellationToken cancellationToken)
            {
                await store.SaveAsync("forgotten", before, cancellationToken);
                return before.Year;
            }
        }
        """;

    private static string Numbered(string text, int file) => text.Replace("#", file.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
