using TypedTasks.Brokers;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Live;

/// <summary>Sends now, later, urgently, in bulk; and looks through the dead letters as an operator does.</summary>
internal sealed class LiveSender(LiveSetup setup, LiveProcess process)
{
    private static readonly Kind[] Kinds =
    [
        Kind.Quick, Kind.Quick, Kind.Short, Kind.Short, Kind.Short, Kind.Long, Kind.Deaf, Kind.FailsOnce, Kind.FailsOnce, Kind.Fails, Kind.GivesUp,
        Kind.Snoozes, Kind.Answers, Kind.Answers, Kind.Sends, Kind.New, Kind.Unreadable, Kind.Fleeting,
    ];

    public async Task SendAsync(int tasks, bool withPoison, TimeSpan during)
    {
        var under = new List<Task>();
        for (int sent = 0; sent < tasks && setup.Scene.Violation is null; sent++)
        {
            Kind kind = withPoison && sent == tasks / 2 ? Kind.Poison : Kinds[setup.Next(Kinds.Length)];
            under.Add(kind == Kind.Answers ? SendAsync(SimTasks.Answers.Call(sent)) : SendAsync(SimTasks.Plain[kind].Call()));
            await Task.Delay(during / tasks * (setup.Next(200) / 100.0));
        }

        await Task.WhenAll(under);
    }

    /// <summary>Replays or deletes a dead letter, if there is one.</summary>
    public async Task TidyAsync()
    {
        if (await FirstBuriedAsync() is not { } buried)
        {
            return;
        }

        try
        {
            if (setup.Next(4) == 0)
            {
                setup.Scene.Write("operator", $"deletes {buried}");
                await process.Broker.DeleteBuriedAsync(buried);
            }
            else
            {
                setup.Scene.Write("operator", $"replays {buried}");
                await process.Broker.ReplayAsync(buried);
            }
        }
        catch (BrokerUnavailableException)
        {
            // The operator sees an error and looks again another time.
        }
    }

    private async Task<TaskId?> FirstBuriedAsync()
    {
        try
        {
            IReadOnlyList<ParkedTask> buried = await process.Broker.ListBuriedAsync(0, 1);
            return buried.Count > 0 ? Checker.IdOf(buried[0].Envelope) : null;
        }
        catch (BrokerUnavailableException)
        {
            return null;
        }
    }

    private async Task SendAsync<T>(TaskCall<T> call)
    {
        call = setup.Next(6) switch
        {
            0 => call.In(TimeSpan.FromMilliseconds(setup.Next(2_000))),
            1 => call.WithPriority(1 + setup.Next(9)),
            2 => call.OnQueue("other"),
            _ => call,
        };
        call = setup.Next(2) == 0 ? call.WaitForBroker(TimeSpan.FromSeconds(20)) : call;
        try
        {
            IEnumerable<TaskId> sent = setup.Next(6) == 0
                ? [.. (await process.Client.DelayMany([call, call])).Ids]
                : [(await process.Client.Delay(call)).Id];
            foreach (TaskId id in sent)
            {
                setup.Ledger.Of(id).IsAcknowledged = true;
            }
        }
        catch (TaskNotSentException error)
        {
            setup.Scene.Coverage.Hit("outcome: Delay unknown");
            setup.Scene.Write(process.Name, $"not sent: {error.Message}");
        }
    }
}
