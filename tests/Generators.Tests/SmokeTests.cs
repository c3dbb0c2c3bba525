using TypedTasks.Generators.Tests.Harness;

namespace TypedTasks.Generators.Tests;

public class SmokeTests
{
    [Fact]
    public void All()
    {
        Run run = Run.Of("""
            using TypedTasks;
            namespace Shop;
            public interface ISmtp;
            public enum Kind : byte { A, B }
            public sealed record Line(string Sku, decimal Tax = 1.5M) { public int Qty { get; init; } = 3; public required string Note { get; set; } }
            public sealed class Order { public int Id { get; set; } public List<Line> Lines { get; set; } = new(); public Order? Parent { get; set; } public Dictionary<string, int[][]>? Map { get; init; } }
            public sealed partial class Emails(ISmtp smtp)
            {
                /// <summary>Welcomes.</summary>
                [Task(Queue = "high", Retries = 5, Timeout = "30s")]
                public async Task SendWelcome(int userId, string locale = "en", CancellationToken ct = default) { _ = smtp; await Task.Yield(); }
                [Task] public static int Add(int a, int b, params string[] tags) => a + b;
                [Task] public Task<Order?> PlaceAsync(Order order, Kind kind, int? n, (int A, string? B) t, HashSet<Guid> ids, IReadOnlyDictionary<string, Line?> m, double d = double.NaN) => Task.FromResult<Order?>(order);
                [Task] public static void None() { }
                [Task] public static ValueTask<string> V(TaskContext c, [FromServices] ISmtp s) => new("x");
            }
            """);
        Assert.Empty(run.Skipped());
    }
}
