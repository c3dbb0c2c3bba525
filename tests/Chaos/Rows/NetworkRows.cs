using System.Globalization;
using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>What happens to the network between everybody and Redis; all of it goes through the proxy.</summary>
internal static class NetworkRows
{
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(30);

    public static IEnumerable<Row> All =>
    [
        new("the network is slow for 8 s (30 to 90 ms each way)", false, SlowAsync) { Reach = Reach.Proxy },
        new("all connections are reset again and again for 8 s", true, CutAsync) { Reach = Reach.Proxy },
        new("all connections are reset again and again for 8 s", false, CutAsync) { Reach = Reach.Proxy },
        new("all connections are reset again and again for 8 s; Delay waits", false, CutAsync) { Reach = Reach.Proxy, Waits = true },
        new("nothing passes for 2/3 of a lease, connections stay open", false, stage => SilenceAsync(stage, true, true)) { Reach = Reach.Proxy },
        new("requests arrive, replies do not, for 2/3 of a lease", false, stage => SilenceAsync(stage, false, true)) { Reach = Reach.Proxy },
        new("replies stay out for 2/3 of a lease, then all is reset", true, LoseRepliesAsync) { Reach = Reach.Proxy },
        new("nothing passes for 2/3 of a lease, then new connections work and the old are dead without a word", false, StrandAsync) { Reach = Reach.Proxy },
        new("a worker is cut off for longer than a lease", false, IsolateAsync),
    ];

    private static async Task SlowAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Proxy.Weather.Slow(Latency, Latency * 2);
        await Task.Delay(Trouble, stage.Ended);
        stage.Proxy.Weather.Slow(TimeSpan.Zero, TimeSpan.Zero);
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task CutAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        while (Stage.Now < stage.Facts.Began + Trouble)
        {
            stage.Proxy.Cut();
            await Task.Delay(BetweenCuts, stage.Ended);
        }

        stage.Facts.Healed = Stage.Now;
    }

    private static async Task SilenceAsync(Stage stage, bool requests, bool replies)
    {
        stage.Facts.Began = Stage.Now;
        stage.Proxy.Weather.Silence(requests, replies);
        await Task.Delay(stage.Shortly, stage.Ended);
        stage.Proxy.Weather.Silence(false, false);
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task LoseRepliesAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Proxy.Weather.Silence(requests: false, replies: true);
        await Task.Delay(stage.Shortly, stage.Ended);
        stage.Proxy.Cut();
        stage.Proxy.Weather.Silence(false, false);
        stage.Facts.Healed = Stage.Now;
    }

    // As behind a firewall that has forgotten its connections: what was open hangs, for ever.
    private static async Task StrandAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Proxy.Weather.Silence(true, true);
        stage.Proxy.Strand();
        await Task.Delay(stage.Shortly, stage.Ended);
        stage.Proxy.Weather.Silence(false, false);
        stage.Facts.Healed = Stage.Now;
    }

    // One more worker, the only one behind the proxy.
    private static async Task IsolateAsync(Stage stage)
    {
        const string Name = "isolated";
        stage.Crew.Endpoint = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{stage.Proxy.Port}");
        await stage.Crew.StartAsync(Name);
        await stage.UntilAsync("the isolated worker works", () => Task.FromResult(stage.Journals.Entries.Any(static entry => entry.Worker == Name)));
        stage.Facts.Began = Stage.Now;
        stage.Proxy.Weather.Silence(true, true);
        await Task.Delay(stage.TooLong, stage.Ended);
        stage.Proxy.Weather.Silence(false, false);
        stage.Facts.Healed = Stage.Now;
        stage.Facts.Lapses.Add(new Lapse(Name, stage.Facts.Began, Stage.Now));
    }
}
