using System.Globalization;
using System.Text;
using TypedTasks.Brokers;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>All that the inspection and result ports say, a line a thing.</summary>
internal static class Snapshot
{
    private const int All = 1000;

    public static async Task<string> TakeAsync(IBroker broker, Tasks tasks)
    {
        Task<IReadOnlyList<QueueCounts>> counts = broker.CountAsync().AsTask();
        var states = tasks.Numbers.Select(number => (number, Task: OfTaskAsync(broker, tasks, Tasks.IdOf(number)))).ToList();
        string page = await PageAsync(broker, tasks, 0, All);
        var text = new StringBuilder(page);
        foreach (QueueCounts one in await counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.Queue} counts {one.Ready} ready, {one.Taken} taken, {one.Scheduled} scheduled, {one.Buried} buried\n");
        }

        foreach ((int number, Task<string> task) in states)
        {
            text.Append(CultureInfo.InvariantCulture, $"t{number} is {await task}\n");
        }

        return text.ToString();
    }

    /// <summary>One page of each list.</summary>
    public static async Task<string> PageAsync(IBroker broker, Tasks tasks, int skip, int take)
    {
        Task<IReadOnlyList<TakenTasks>> taken = broker.ListTakenAsync(skip, take).AsTask();
        Task<IReadOnlyList<ParkedTask>> scheduled = broker.ListScheduledAsync(skip, take).AsTask();
        Task<IReadOnlyList<ParkedTask>> buried = broker.ListBuriedAsync(skip, take).AsTask();
        var ready = tasks.Lanes.Select(lane => (lane, Page: broker.ListReadyAsync(lane, skip, take).AsTask())).ToList();
        var text = new StringBuilder();
        foreach ((Lane lane, Task<IReadOnlyList<ReadOnlyMemory<byte>>> page) in ready)
        {
            Append(text, $"ready in {lane}", (await page).Select(tasks.Show));
        }

        foreach (TakenTasks one in await taken)
        {
            Append(text, $"taken from {one.Lane}", one.Envelopes.Select(tasks.Show));
        }

        Append(text, "scheduled", (await scheduled).Select(one => Show(one, tasks)));
        Append(text, "buried", (await buried).Select(one => Show(one, tasks)));
        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, IEnumerable<string> list)
    {
        string joined = string.Join("  ", list);
        if (joined.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{what}: {joined}\n");
        }
    }

    private static async Task<string> OfTaskAsync(IBroker broker, Tasks tasks, TaskId id)
    {
        Task<TaskState> state = broker.GetStateAsync(id).AsTask();
        Task<ParkedTask?> scheduled = broker.GetScheduledAsync(id).AsTask();
        Task<ParkedTask?> buried = broker.GetBuriedAsync(id).AsTask();
        ReadOnlyMemory<byte>? outcome = await broker.GetResultAsync(id);
        return $"{await state}{Show("scheduled", await scheduled, tasks)}{Show("buried", await buried, tasks)}"
            + (outcome is { } kept ? $", outcome {Convert.ToHexString(kept.Span)}" : string.Empty);
    }

    private static string Show(string what, ParkedTask? parked, Tasks tasks) => parked is null ? string.Empty : $", {what} {Show(parked, tasks)}";

    private static string Show(ParkedTask parked, Tasks tasks) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tasks.Show(parked.Id)} = {tasks.Show(parked.Envelope)} for {parked.Lane} at {parked.At:yyyy-MM-dd HH:mm:ss.fff} ({parked.Failure?.Reason} {parked.Failure?.Message} {parked.Failure?.At:HH:mm:ss.fff})");
}
