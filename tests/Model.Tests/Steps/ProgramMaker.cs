using System.Collections.Immutable;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>Makes one program from chance: steps that go on with what came before, so that most of them do something.</summary>
internal sealed class ProgramMaker(Random random)
{
    private const int Workers = 3;

    private static readonly ImmutableArray<string> Queues = ["a", "b"];
    private static readonly ImmutableArray<Lane> Lanes =
    [
        Lane.Of("a"), Lane.Of("a"), Lane.Of("a"), Lane.Of("a", 5), Lane.Suspects("a"), Lane.Suspects("a"), Lane.Of("b"), Lane.Suspects("b"), Lane.Of("c"),
    ];

    private static readonly ImmutableArray<double> Delays = [1, 1, 100, 1000, 1999, 2000, 2001, 3000, 5000, 14_999, 15_000, 15_001, 60_000, 3_600_000];

    private readonly List<Step> program = [];
    private int tasks;
    private int leases;

    public Step[] Make(int length)
    {
        while (program.Count < length)
        {
            // An answer is lost now and then; some calls come again much later.
            Step step = random.Next(12) == 0 && program.Count > 0 ? program[random.Next(program.Count)] : Next();
            program.Add(random.Next(8) == 0 && step is not (Pass or Reconnect) ? step with { Twice = true } : step);
        }

        return [.. program];
    }

    private Step Next() => random.Next(100) switch
    {
        < 20 => NewEnqueue(),
        < 42 => NewTake(),
        < 60 => new Settle(Recent(leases), [.. Many(4, NewPart).DistinctBy(static part => part.Slot)]),
        < 63 => new Renew([.. Many(3, () => Recent(leases)).Distinct()]),
        < 67 => new Rescue(random.Next(1, 4)),
        < 73 => new Tick(random.Next(1, 21), random.Next(1, 4)),
        < 80 => new Pass(Time()),
        < 84 => new Promote(random.Next(1, 4)),
        < 87 => new Replay(Recent(tasks)),
        < 88 => new Delete(Recent(tasks)),
        < 89 => new Trim(Time(), random.Next(4)),
        < 90 => new Page(random.Next(3), random.Next(4)),
        < 93 => new Listen(random.Next(Workers)),
        < 95 => new Crash(random.Next(Workers)),
        < 97 => new Wake(Pick(Queues)),
        < 98 => random.Next(4) == 0 ? new Reconnect() : new FlushScripts(),
        < 99 => new Pass(-Time()),
        _ => new Refused(Pick([.. Enum.GetValues<BadCall>()])),
    };

    private Enqueue NewEnqueue()
    {
        // As a client does it: one call has one way of sending.
        TimeSpan remember = random.Next(3) == 0 ? Time() : default;
        int limit = random.Next(4) == 0 ? random.Next(1, 5) : 0;
        return new Enqueue([.. Many(4, NewItem).Select(item => item with { Remember = remember, Limit = limit })]);
    }

    private Take NewTake() => new(
        ++leases,
        random.Next(Workers),
        [.. Many(4, () => Pick(Lanes)).Distinct()],
        random.Next(1, 5),
        random.Next(4) == 0 ? random.Next(1, 200) : int.MaxValue,
        random.Next(2) == 0 ? [.. Many(2, () => Pick(Queues)).Distinct()] : []);

    private Item NewItem()
    {
        DueTime due = random.Next(10) switch
        {
            < 6 => DueTime.Now,
            < 9 => DueTime.In(Time()),
            _ => DueTime.On(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) + (Time() * random.Next(-1, 2))),
        };
        return new Item(
            ++tasks, Pick(Lanes), due, random.Next(4) == 0 ? random.Next(0, 100) : 8, Count(), Count());
    }

    private Part NewPart() => new(
        random.Next(4),
        (Verb)random.Next(4),
        Pick(Lanes),
        Time(),
        (HeaderChange)random.Next(4),
        random.Next(3) == 0 ? Time() : null);

    private TimeSpan Time() => TimeSpan.FromMilliseconds(random.Next(8) == 0 ? random.Next(1, 20_000) : Pick(Delays));

    // Mostly nothing yet, sometimes as far as a byte counts.
    private byte Count() => random.Next(10) switch { 0 => 255, 1 => 254, 2 => 2, _ => 0 };

    private int Recent(int count) => Math.Max(1, count - Math.Min(random.Next(6), random.Next(6)));

    private T Pick<T>(ImmutableArray<T> all) => all[random.Next(all.Length)];

    private IEnumerable<T> Many<T>(int most, Func<T> make)
    {
        int count = random.Next(3) == 0 ? random.Next(1, most + 1) : 1;
        for (int i = 0; i < count; i++)
        {
            yield return make();
        }
    }
}
