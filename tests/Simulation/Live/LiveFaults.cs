using System.Globalization;
using TypedTasks.Redis.Server;

namespace TypedTasks.Simulation.Live;

/// <summary>What goes wrong around a real Redis, one after another, drawn from the seed.</summary>
internal sealed class LiveFaults(LiveSetup setup, RedisServer server, LiveFleet fleet, Random random)
{
    private static readonly double Lease = LiveProcess.LeaseTime.TotalMilliseconds;

    /// <summary>Strikes so often, and heals after each.</summary>
    public async Task StrikeAsync(int times)
    {
        for (int i = 0; i < times && setup.Scene.Violation is null; i++)
        {
            (string fault, Func<Task> strike) = Draw();
            using (await setup.Scene.HoldAsync())
            {
                setup.Scene.LoseSight();
            }

            setup.Scene.Coverage.Hit($"fault: {fault}");
            setup.Scene.Write("world", $"fault: {fault}");
            await strike();
            setup.Scene.Write("world", "heals");
            await Task.Delay(300 + random.Next(700));
        }
    }

    private (string Fault, Func<Task> Strike) Draw() => random.Next(9) switch
    {
        0 or 1 => ("a worker is killed", () =>
        {
            fleet.Any()?.Kill();
            return Task.CompletedTask;
        }
        ),
        2 => ("a worker is stopped", () => fleet.Any()?.StopAsync() ?? Task.CompletedTask),
        3 => ("connections are cut", async () =>
        {
            await server.CommandAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            await server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
        }
        ),
        4 => ("scripts are forgotten", () => server.CommandAsync("SCRIPT", "FLUSH")),
        5 => ("clients are held up", () => server.CommandAsync("CLIENT", "PAUSE", Milliseconds(0.2, 2), "ALL")),
        6 => ("the server stands still for less than a lease", () => PauseAsync(Between(0.2, 0.8))),
        7 => ("the server stands still for more than a lease", () => PauseAsync(Between(1.1, 2))),
        _ => ("the server is killed and restarts", server.RestartAsync),
    };

    private async Task PauseAsync(double milliseconds)
    {
        server.Pause();
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds));
        server.Continue();
    }

    private double Between(double from, double to) => Lease * (from + (random.Next(1000) / 1000.0 * (to - from)));

    private string Milliseconds(double from, double to) => ((int)Between(from, to)).ToString(CultureInfo.InvariantCulture);
}
