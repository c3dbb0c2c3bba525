namespace TypedTasks.Fuzz.Engine;

/// <summary>Makes an input smaller as long as the same fault stays: leaves parts out, from halves to single bytes, then makes bytes zero.</summary>
internal static class Shrinker
{
    private const int MaxTries = 5000;

    /// <summary>Shrinks. A hang is left as it is: each try would cost a thread that never ends.</summary>
    /// <param name="target">The target.</param>
    /// <param name="finding">What was found.</param>
    /// <param name="tried">Called after each try.</param>
    public static Finding Shrink(Target target, Finding finding, Action tried)
    {
        Finding smallest = finding;
        int tries = 0;
        bool TryWith(byte[] input)
        {
            tries++;
            Finding? found = Trial.Of(target, input, out _);
            tried();
            if (!finding.IsLike(found))
            {
                return false;
            }

            smallest = found!;
            return true;
        }

        for (int part = smallest.Input.Length / 2; part > 0 && tries < MaxTries; part = Math.Min(part / 2, smallest.Input.Length / 2))
        {
            for (int at = 0; at + part <= smallest.Input.Length && tries < MaxTries;)
            {
                byte[] input = smallest.Input;
                at += TryWith([.. input[..at], .. input[(at + part)..]]) ? 0 : part;
            }
        }

        for (int at = 0; at < smallest.Input.Length && tries < MaxTries; at++)
        {
            if (smallest.Input[at] != 0)
            {
                byte[] input = [.. smallest.Input];
                input[at] = 0;
                TryWith(input);
            }
        }

        return smallest;
    }
}
