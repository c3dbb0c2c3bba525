using System.Globalization;
using TypedTasks.BrokerConformance;
using TypedTasks.Envelopes;
using TypedTasks.Model.Tests.Steps;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The tasks of one program: their numbers, ids and bytes.</summary>
internal sealed class Tasks
{
    private readonly Dictionary<int, Sent> sent = [];
    private readonly Dictionary<TaskId, int> numbers = [];

    public Tasks(IReadOnlyList<Step> program)
    {
        foreach (Item item in program.SelectMany(static step => step.Sends))
        {
            Sent made = Make(item.Task, item.Body, item.Attempts, item.Deliveries);
            if (sent.TryAdd(item.Task, made))
            {
                numbers.Add(made.Id, item.Task);
            }
        }

        Lanes = [.. program.SelectMany(Programs.LanesOf).SelectMany(static lane => new[] { lane, Brokers.Lane.Suspects(lane.Queue) }).Distinct().OrderBy(static lane => lane.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The lanes that the program can reach.</summary>
    public IReadOnlyList<Brokers.Lane> Lanes { get; }

    /// <summary>The numbers of all.</summary>
    public IEnumerable<int> Numbers => sent.Keys.Order();

    public static TaskId IdOf(int number) => Make(number).Id;

    public static Failure FailureOf(BuryReason? reason) =>
        new(reason, "System.TimeoutException", "The server said no.", null, DateTimeOffset.UnixEpoch.AddDays(20_000));

    public Sent Of(Item item) => sent[item.Task];

    public string Show(TaskId id) => numbers.TryGetValue(id, out int number) ? string.Create(CultureInfo.InvariantCulture, $"t{number}") : id.ToString();

    /// <summary>An envelope in words: its task, what its header counts, and whether it still is what was sent.</summary>
    public string Show(ReadOnlyMemory<byte> envelope)
    {
        if (envelope.IsEmpty)
        {
            return "_";
        }

        if (!EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header))
        {
            return "no header";
        }

        bool same = numbers.TryGetValue(header.Id, out int number)
            && sent[number].Bytes.AsSpan(EnvelopeHeader.Size).SequenceEqual(envelope.Span[EnvelopeHeader.Size..]);
        bool counted = header.Deliveries + header.Attempts + header.Deferrals > 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Show(header.Id)}{(counted ? $"({header.Deliveries} deliveries, {header.Attempts} attempts, {header.Deferrals} deferrals)" : string.Empty)}{(same ? string.Empty : " with another body")}");
    }

    /// <summary>
    /// Every third has a result that may lie with others: alone in its group here, since those that lie together are kept until the last
    /// of them ends, where an in-memory broker forgets each at its own time.
    /// </summary>
    private static Sent Make(int number, int body = 20, byte attempts = 0, byte deliveries = 0) => number % 3 == 0
        ? Sent.MakeGrouped(number, body, attempts, deliveries, group: number)
        : Sent.Make(number, body, attempts, deliveries);
}
