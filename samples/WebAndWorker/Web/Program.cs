using Shop;
using TypedTasks;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTypedTasks()
    .UseRedis(builder.Configuration["redis"] ?? "localhost:6379")
    .AddShopContractsTasks(); // no worker: this process only sends, and reads results

var app = builder.Build();

// Enqueues and answers at once: 202, and where to ask.
app.MapPost("/orders", async (Order order, CancellationToken ct) =>
{
    TaskHandle<Receipt> handle = await IOrders.PlaceTask.Delay(order, ct);
    return Results.Accepted($"/orders/{handle.Id}", new OrderStatus("accepted"));
});

// A handle is made again from the id: also by another process, also after a restart.
app.MapGet("/orders/{id}", async (TaskId id, ITaskClient client, CancellationToken ct) =>
{
    TaskHandle<Receipt> handle = client.Handle<Receipt>(id);
    try
    {
        return await handle.GetStateAsync(ct) switch
        {
            TaskState.Done => Results.Ok(new OrderStatus("done", await handle.GetAsync(ct))),
            TaskState.Buried => Results.Ok(new OrderStatus("failed", await handle.GetAsync(ct))),
            TaskState.Scheduled => Results.Ok(new OrderStatus("waits for its next attempt")),
            _ => Results.Ok(new OrderStatus("waits or runs")),
        };
    }
    catch (TaskFailedException failure)
    {
        return Results.Ok(new OrderStatus("failed", Problem: failure.ErrorMessage));
    }
});

app.MapPost("/statistics", async (Order[] orders, CancellationToken ct) =>
{
    var handle = await Statistics.CountArticlesTask.Delay(orders, ct);
    return await handle.GetAsync(ct); // quick enough to wait for: the outcome is pushed, not polled
});

await app.RunAsync();

/// <summary>What is known of an order.</summary>
public sealed record OrderStatus(string State, Receipt? Receipt = null, string? Problem = null);
