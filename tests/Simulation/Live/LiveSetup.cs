using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Redis;
using TypedTasks.Simulation.Checking;

namespace TypedTasks.Simulation.Live;

/// <summary>What all processes of a run share.</summary>
internal sealed record LiveSetup(
    LiveScene Scene, Ledger Ledger, Checker Checker, ConfigurationOptions Configuration, RedisOptions Options, Func<IBroker, IBroker>? Fault, Random Random)
{
    /// <summary>A random number from 0, below a bound; any thread may ask.</summary>
    public int Next(int below)
    {
        lock (Random)
        {
            return Random.Next(below);
        }
    }
}
