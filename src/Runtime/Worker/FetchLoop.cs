using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// Takes work: never more than free slots can start soon. Wake-ups are hints, a jittered slow poll is the truth: a take that finds
/// nothing enters the idle lists in the same step, then it sleeps. Where the broker can, that take leaves an empty lease too, and
/// the next task of one lane comes into it by itself. While the broker is down it tries again, longer and longer apart, a take of
/// unknown outcome under its old lease id.
/// </summary>
internal sealed class FetchLoop
{
    // After so many polls in vain it enters the idle list again: a lost wake-up may have taken it out.
    private const int PollsBetweenEntries = 30;

    // With one more under way than these, a network of some milliseconds keeps up with the quickest tasks.
    private const int MaxAhead = 3;

    // A busy drain leaves work behind in each lease; others are told of it this often at most.
    private static readonly TimeSpan WakeOthersEvery = TimeSpan.FromMilliseconds(10);

    // Who brought so many will hardly find nothing next: a take that leaves no empty lease is the quicker one for many.
    private const int Many = 8;

    // A wait ends by itself; where it has not begun so much later, because its thread runs a handler, it is withdrawn.
    private static readonly TimeSpan WaitGrace = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan WorkPerWokenLoop = TimeSpan.FromMilliseconds(1);

    private readonly IBroker broker;
    private readonly string session;
    private readonly IReadOnlyList<string> queues;
    private readonly Lane[] lanes;
    private readonly Lane[] lanesWithSuspects;
    private readonly HeldLeases leases;
    private readonly ReadySlots ready;
    private readonly LeaseSizing sizing;
    private readonly Completer completer;
    private readonly UnstartedWatch watch;
    private readonly WorkerOptions options;
    private readonly RuntimeScheduler scheduler;
    private readonly Outage outage;
    private readonly LaneWait? wait;
    private readonly AsyncSignal signal = new();
    private readonly CancellationTokenSource stop = new();

    // Suspects run one at a time: without this each would wait for the next poll.
    private readonly Action onSuspectsFree;

    // 1 while this loop waits for room: set by it, cleared by whoever makes room. Written by Interlocked alone, whose fence stands
    // between this write and the look at the slots; else both sides could miss each other and the loop would wait for ever.
    private int waitsForRoom;

    // Set by the broker's wake-up, cleared by this loop.
    private volatile bool woken;

    // This loop alone. A take that is sent ahead accepts by itself what it brings, perhaps while this loop does so with another.
    private readonly Queue<Task<bool>> ahead = new();
    private Task lastAccepted = Task.CompletedTask;
    private long sequence;
    private long wokeOthersAt;

    // What the last take told: how long it was under way, whether it was full and left as much behind, and how many it brought.
    private TimeSpan lastTook;
    private bool leftAsMuch;
    private int lastBrought;

    public FetchLoop(
        IBroker broker,
        string session,
        HeldLeases leases,
        ReadySlots ready,
        LeaseSizing sizing,
        Completer completer,
        UnstartedWatch watch,
        WorkerOptions options,
        RuntimeScheduler scheduler,
        ILogger log)
    {
        this.broker = broker;
        this.session = session;
        this.leases = leases;
        this.ready = ready;
        this.sizing = sizing;
        this.completer = completer;
        this.watch = watch;
        this.options = options;
        this.scheduler = scheduler;
        queues = options.EffectiveQueues;
        lanes = [.. queues.SelectMany(Bands)];
        lanesWithSuspects = [.. queues.SelectMany(queue => Bands(queue).Prepend(Lane.Suspects(queue)))];
        outage = new Outage("taking work", scheduler, log);
        wait = broker.OpenWaitLink() is { } link ? new LaneWait(link, Lane.Of(queues[0]), options, scheduler, held => Hold(held, loops: 0), OnWaitEnded) : null;
        wokeOthersAt = scheduler.Time.GetTimestamp();
        ready.OnWithdrawn = OfferRoom;
        watch.OnLooked = OfferRoom;
        onSuspectsFree = signal.Set;
    }

    /// <summary>Starts the loop; the task ends with it.</summary>
    public Task Start()
    {
        Waiting = wait?.Start() ?? Task.CompletedTask;
        return scheduler.Run("fetch loop", FetchAsync);
    }

    /// <summary>Ends with the thread that waits, some time after the loop: what came last may still run there.</summary>
    public Task Waiting { get; private set; } = Task.CompletedTask;

    /// <summary>Takes nothing more; the loop ends after the take under way.</summary>
    public void Stop()
    {
        stop.Cancel();
        signal.Set();
    }

    /// <summary>The broker has a hint for this worker. Any thread.</summary>
    public void OnWake()
    {
        woken = true;
        signal.Set();
        if (stop.IsCancellationRequested)
        {
            // It stands in the idle lists until its last handler has returned.
            _ = PassWakeUpOnAsync();
        }
    }

    /// <summary>An attempt has ended, or what waited for a slot has started or was taken away: there may be room. Any thread.</summary>
    public void OfferRoom()
    {
        if (Volatile.Read(ref waitsForRoom) == 1 && Room() > 0)
        {
            Interlocked.Exchange(ref waitsForRoom, 0);
            signal.Set();
        }
    }

    private static IEnumerable<Lane> Bands(string queue) =>
        Enumerable.Range(0, TaskDefaults.MaxPriority + 1).Reverse().Select(priority => Lane.Of(queue, priority));

    private async Task FetchAsync()
    {
        int pollsInVain = 0;
        bool inIdleList = false;
        while (!stop.IsCancellationRequested)
        {
            if (wait is { HasEnded: true })
            {
                await EndWaitAsync();
            }

            int room = Room();
            if (room == 0)
            {
                // Filled from other lanes meanwhile: nothing may come that could not start.
                wait?.Break();
                inIdleList &= !await WaitForRoomAsync();
                continue;
            }

            if (woken)
            {
                // Whoever woke this worker took it out of the list, whether it slept or was about to take.
                woken = false;
                inIdleList = false;
            }

            // What was sent ahead, while there was work, entered no list.
            bool enters = !inIdleList && ahead.Count == 0;
            bool mayWait = wait is { MayBegin: true } && HasRoomBesides;
            bool waits = mayWait && ahead.Count == 0 && lastBrought < Many;
            if (await TakeAsync(room, enters, waits))
            {
                pollsInVain = 0;

                // A worker at work is not idle: it enters again before it sleeps, behind those that wait.
                inIdleList = false;
                if (!leftAsMuch)
                {
                    // The next take will hardly find anything: what this one brought starts on this very thread, and need not wait
                    // until another has woken up.
                    await Task.Yield();
                }
            }
            else if (mayWait && !waits)
            {
                // Once more, which leaves an empty lease.
                inIdleList |= enters;
            }
            else if (inIdleList || enters)
            {
                inIdleList = await SleepAsync() || ++pollsInVain % PollsBetweenEntries != 0;
            }
        }

        await StopWaitingAsync();
        if (woken)
        {
            // Nobody who stops waits for it.
            _ = PassWakeUpOnAsync();
        }

        while (ahead.TryDequeue(out Task<bool>? under))
        {
            await under;
        }
    }

    // One slot for what may come into an empty lease, and one for the other lanes meanwhile.
    private bool HasRoomBesides => options.Concurrency - ready.Running - ready.Unstarted > 1;

    // How many to take now; 0 when free slots could not start them soon. Quick tasks may wait a little, slow ones not at all.
    private int Room()
    {
        int running = ready.Running;
        int unstarted = ready.Unstarted;
        int size = sizing.Next(options.Concurrency - running - unstarted);
        if (running >= options.Concurrency)
        {
            return 0;
        }

        return size == 1
            ? (running + unstarted < options.Concurrency ? 1 : 0)
            : (unstarted <= size ? size : 0);
    }

    /// <returns>Whether a wake-up came meanwhile; it was passed on.</returns>
    private async Task<bool> WaitForRoomAsync()
    {
        Interlocked.Exchange(ref waitsForRoom, 1);
        if (Room() == 0)
        {
            await signal.WaitAsync();
        }

        if (!woken || Room() > 0 || stop.IsCancellationRequested)
        {
            return false;
        }

        await PassWakeUpOnAsync();
        return true;
    }

    // Who is told of work that it cannot take tells others.
    private async Task PassWakeUpOnAsync()
    {
        woken = false;
        foreach (string queue in queues)
        {
            await WakeOtherAsync(queue);
        }
    }

    private async Task<bool> TakeAsync(int room, bool enters, bool waits)
    {
        Task<bool> first = ahead.Count > 0 ? ahead.Dequeue() : SendTake(room, enters, waits);
        for (int wanted = Ahead(room); ahead.Count < wanted;)
        {
            ahead.Enqueue(SendTake(room, enters: false, waits: false));
        }

        bool found = await first;
        while (!found && ahead.Count > 0)
        {
            // What was sent before the lanes were seen to be empty says nothing of what came since.
            found = await ahead.Dequeue();
        }

        if (found)
        {
            wait?.FoundElsewhere();
        }

        return found;
    }

    // Where a take is under way for longer than the slots need for its work, they would wait for the network: so many are sent behind it.
    private int Ahead(int room) => room > 1 && leftAsMuch
        ? (int)Math.Min(MaxAhead, lastTook / (sizing.Expected * room / Math.Min(room, options.Concurrency)))
        : 0;

    private Task<bool> SendTake(int room, bool enters, bool waits)
    {
        Task before = lastAccepted;
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lastAccepted = accepted.Task;
        var request = new TakeRequest(new LeaseId(session, ++sequence), lanes, room, options.TakeBytes, options.LeaseTime)
        {
            IdleOn = enters ? queues : [],
            WaitIn = waits ? wait!.Lane : null,
            Replaces = wait?.TakeReplaced(),
        };
        return TakeOneAsync(request, before, accepted);
    }

    // Replies arrive in the order of the takes, but what goes on after them may run on several threads at once: each is accepted
    // behind the one sent before it, so that tasks start, and go back, in their order. One that has to be sent again holds none up.
    private async Task<bool> TakeOneAsync(TakeRequest request, Task before, TaskCompletionSource accepted)
    {
        bool turn = leases.Suspects.TryTake(onSuspectsFree);
        HeldLease? taken = await AskAsync(turn ? request with { Lanes = lanesWithSuspects } : request, accepted);
        await before;
        bool isHeld = taken is { Open: > 0 };
        if (isHeld)
        {
            Accept(taken!, request.MaxItems);
        }

        accepted.TrySetResult();

        // With a suspect the turn is kept until its lease is gone, which may be already.
        if (turn && !(isHeld && taken!.Lease.Lane.IsSuspect))
        {
            leases.Suspects.GiveBack();
        }

        return taken is not null;
    }

    private async Task<HeldLease?> AskAsync(TakeRequest request, TaskCompletionSource accepted)
    {
        while (true)
        {
            long sentAt = scheduler.Time.GetTimestamp();
            try
            {
                Lease? lease = await broker.TakeAsync(request);
                lock (outage)
                {
                    outage.Succeeded();
                }

                lastTook = scheduler.Time.GetElapsedTime(sentAt);
                lastBrought = lease?.Envelopes.Count ?? 0;
                leftAsMuch = lease is not null && lease.Envelopes.Count >= request.MaxItems && lease.Waiting >= request.MaxItems;
                if (lease is { IsEmpty: true })
                {
                    wait!.Left(lease, sentAt);
                }

                return lease is null or { IsEmpty: true } ? null : new HeldLease(lease, sentAt);
            }
            catch (Exception error)
            {
                accepted.TrySetResult();

                // The same request again: had the first one arrived, the same lease comes back.
                if (!await PauseAsync(Failed(error)))
                {
                    return null;
                }
            }
        }
    }

    private void Accept(HeldLease held, int room)
    {
        int count = held.Open;
        sizing.Took(count);
        Hold(held, (int)Math.Clamp(Math.Ceiling(sizing.Expected * count / WorkPerWokenLoop), 1, count));
        if (wait is not null && !held.Lease.Lane.IsSuspect)
        {
            wait.Lane = held.Lease.Lane;
        }

        if (count >= room && held.Lease.Waiting > 0 && scheduler.Time.GetElapsedTime(wokeOthersAt) >= WakeOthersEvery)
        {
            wokeOthersAt = scheduler.Time.GetTimestamp();
            _ = WakeOtherAsync(held.Lease.Lane.Queue);
        }
    }

    private void Hold(HeldLease held, int loops)
    {
        int count = held.Open;
        held.AcceptedAt = scheduler.Time.GetTimestamp();
        leases.Add(held);
        ready.Add(held, count, loops);
        watch.Arm();
    }

    /// <summary>Until a wake-up, the end of the wait in an empty lease, or the time to look.</summary>
    /// <returns>Whether it was a signal, and not the end of the wait.</returns>
    private async Task<bool> SleepAsync()
    {
        TimeSpan nap = Nap();
        if (wait?.Begin(nap) is { } longest)
        {
            nap = longest + WaitGrace;
        }
        else if (wait is { IsUnderWay: true })
        {
            nap += WaitGrace;
        }

        bool signalled = await signal.WaitAsync(nap, scheduler);
        if (!signalled)
        {
            wait?.TryWithdraw();
        }

        return signalled && wait is not { HasEnded: true };
    }

    private async Task EndWaitAsync()
    {
        if (await wait!.EndAsync() is { } unknown)
        {
            await CloseAsync(unknown);
        }
    }

    private async Task StopWaitingAsync()
    {
        if (wait is null)
        {
            return;
        }

        wait.Break();
        await EndWaitAsync();
        if (wait.TakeLeft() is { } left)
        {
            await CloseAsync(left);
        }

        wait.Stop();
    }

    // On the thread that waits: what came starts there.
    private void OnWaitEnded(WaitEnd end)
    {
        signal.Set();
        if (end == WaitEnd.Came)
        {
            ready.WakeHere();
        }
    }

    private async Task CloseAsync(Lease empty)
    {
        while (true)
        {
            long sentAt = scheduler.Time.GetTimestamp();
            try
            {
                if (await wait!.CloseAsync(empty) is { } lease && new HeldLease(lease, sentAt) is { Open: > 0 } held)
                {
                    Hold(held, loops: 1);
                }

                return;
            }
            catch (Exception error)
            {
                // At a stop it is left to lapse.
                if (!await PauseAsync(Failed(error)))
                {
                    return;
                }
            }
        }
    }

    private async Task WakeOtherAsync(string queue)
    {
        try
        {
            await broker.WakeAsync(queue);
        }
        catch (Exception)
        {
            // A hint that does not arrive costs latency only; the next take reports the broker's trouble.
        }
    }

    private TimeSpan Failed(Exception error)
    {
        lock (outage)
        {
            return outage.Failed(error);
        }
    }

    private TimeSpan Nap() => options.PollInterval * (0.75 + (scheduler.NextDouble() / 4));

    /// <returns>False when the worker stops.</returns>
    private async Task<bool> PauseAsync(TimeSpan time)
    {
        try
        {
            await scheduler.Delay(time, stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
