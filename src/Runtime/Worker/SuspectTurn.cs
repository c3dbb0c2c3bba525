namespace TypedTasks.Worker;

/// <summary>
/// The turn to take a suspect: one for all workers of a process, so that what may kill the process runs there one at a time. Whoever
/// has it may look into the suspect lanes, and keeps it while a suspect is held.
/// </summary>
internal sealed class SuspectTurn
{
    private readonly object gate = new();
    private readonly List<Action> waiting = [];
    private bool taken;

    /// <summary>Takes the turn, if nobody has it.</summary>
    /// <param name="onFree">Told once when it may be free, where somebody has it; any thread.</param>
    /// <returns>Whether the caller has it now, and is to give it back.</returns>
    public bool TryTake(Action onFree)
    {
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return true;
            }

            if (!waiting.Contains(onFree))
            {
                waiting.Add(onFree);
            }

            return false;
        }
    }

    /// <summary>Gives it back, and tells those who wanted it meanwhile.</summary>
    public void GiveBack()
    {
        Action[] told;
        lock (gate)
        {
            taken = false;
            told = [.. waiting];
            waiting.Clear();
        }

        foreach (Action onFree in told)
        {
            onFree();
        }
    }
}
