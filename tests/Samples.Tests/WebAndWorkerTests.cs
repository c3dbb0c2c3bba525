using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TypedTasks.Redis.Server;

namespace TypedTasks.Samples.Tests;

/// <summary>Two processes that share contracts and a Redis, and nothing else.</summary>
public sealed class WebAndWorkerTests : IAsyncLifetime
{
    private RedisServer redis = null!;
    private ChildProcess web = null!;
    private ChildProcess worker = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        worker = SampleProcess.Start("WebAndWorker/Worker", "Shop.Worker", "--redis", redis.Endpoint);
        web = SampleProcess.Start("WebAndWorker/Web", "Shop.Web", "--redis", redis.Endpoint, "--urls", "http://127.0.0.1:0");
        string listening = await web.LineWithAsync("Now listening on: ");
        http = new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await web.DisposeAsync();
        await worker.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task AnOrder_IsAccepted_RunsInTheOtherProcess_AndItsReceiptIsServedById()
    {
        JsonObject done = await OutcomeAsync(await PlaceAsync("book"));

        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal("Ada", (string?)done["receipt"]!["customer"]);
        Assert.Equal(25.00m, (decimal)done["receipt"]!["total"]!);
    }

    [Fact]
    public async Task AnOrderThatCannotBeMet_IsServedAsFailed_WithTheWorkersMessage()
    {
        JsonObject failed = await OutcomeAsync(await PlaceAsync("piano"));

        Assert.Equal("failed", (string?)failed["state"]);
        Assert.Equal("'piano' is out of stock.", (string?)failed["problem"]);
    }

    [Fact]
    public async Task AResultThatIsWorthWaitingFor_ComesInTheSameRequest()
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/statistics", new[] { Order("book"), Order("book"), Order("lamp") });

        var counts = await response.Content.ReadFromJsonAsync<Dictionary<string, int>>();
        Assert.Equal(new Dictionary<string, int> { ["book"] = 4, ["lamp"] = 2 }, counts);
    }

    [Fact]
    public async Task BothEndCleanly_WhenAskedTo()
    {
        await OutcomeAsync(await PlaceAsync("lamp"));

        worker.Terminate();
        web.Terminate();

        Assert.Equal(0, await worker.ExitAsync());
        Assert.Equal(0, await web.ExitAsync());
    }

    private static object Order(string article) =>
        new { customer = "Ada", lines = new[] { new { article, quantity = 2, price = 12.50m } } };

    private async Task<Uri> PlaceAsync(string article)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/orders", Order(article));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <summary>Asks again and again until the order is done or failed.</summary>
    private async Task<JsonObject> OutcomeAsync(Uri location)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var status = await http.GetFromJsonAsync<JsonObject>(location, patience.Token);
            if ((string?)status!["state"] is "done" or "failed")
            {
                return status;
            }
        }
    }
}
