using System.Globalization;

namespace TypedTasks.Chaos.Checking;

/// <summary>G1: nothing that was acknowledged is lost, but for what Redis itself may forget.</summary>
internal static class Loss
{
    /// <summary>Says which losses nothing excuses.</summary>
    public static void Check(IReadOnlyList<TaskId> lost, IReadOnlyDictionary<TaskId, DateTimeOffset> acknowledged, Facts facts, List<string> wrong)
    {
        foreach (TaskId id in lost)
        {
            DateTimeOffset at = acknowledged[id];
            if (facts.Forgot is not { } forgot || at < forgot - facts.MayForget || at > facts.Healed)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{id}, acknowledged at {at:HH:mm:ss.fff}, is nowhere"));
            }
        }
    }
}
