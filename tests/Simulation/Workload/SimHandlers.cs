using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Dispatch;
using TypedTasks.Simulation.Checking;
using TypedTasks.Serialization;

namespace TypedTasks.Simulation.Workload;

/// <summary>The handlers of one process. Each writes into the ledger what it does, outside the broker.</summary>
internal sealed class SimHandlers(IProcess process, Ledger ledger, ITaskClient client, Habits habits)
{
    public TestModule Module()
    {
        var module = new TestModule();
        foreach ((Kind kind, TestTask task) in SimTasks.Plain)
        {
            if (kind != Kind.New || habits.IsNew)
            {
                module.Add(new TestInvoker(task, invocation => RunAsync(kind, invocation)));
            }
        }

        return module.Add(new AnswerInvoker(this));
    }

    private async ValueTask RunAsync(Kind kind, TaskInvocation invocation)
    {
        TaskContext context = invocation.Context;
        if (process.IsDead)
        {
            // Only where a process is not really one: what is dead runs nothing.
            throw new OperationCanceledException();
        }

        Ledger.Run run = ledger.Start(context.Id, kind, process, context.Attempt);
        try
        {
            await ActAsync(kind, run, context);
            run.Ended = Ending.Finished;
        }
        catch (SnoozeException)
        {
            run.Ended = Ending.Snoozed;
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            run.Ended = Ending.Cancelled;
            throw;
        }
        catch (Exception)
        {
            run.Ended = Ending.Failed;
            throw;
        }
        finally
        {
            ledger.Scene.Write(process.Name, $"ended {kind} {context.Id}: {run.Ended}");
        }
    }

    private async Task ActAsync(Kind kind, Ledger.Run run, TaskContext context)
    {
        switch (kind)
        {
            case Kind.Quick or Kind.Fleeting or Kind.New or Kind.Unreadable:
                break;
            case Kind.Short or Kind.Answers:
                await Wait(1 + habits.Next(40), context.CancellationToken);
                break;
            case Kind.Long:
                await Wait(5_000 + habits.Next(6_000), context.CancellationToken);
                break;
            case Kind.Deaf:
                await Wait(2_000 + habits.Next(12_000), CancellationToken.None);
                break;
            case Kind.FailsOnce when run.Entry.Failed > 0:
                break;
            case Kind.FailsOnce or Kind.Fails:
                await Wait(1 + habits.Next(5), context.CancellationToken);
                throw new InvalidOperationException("It fails.");
            case Kind.GivesUp:
                throw context.Stop("It is of no use.");
            case Kind.Snoozes when run.Entry.Snoozes == 0:
                run.Entry.Snoozes++;
                throw context.Snooze(TimeSpan.FromMilliseconds(500));
            case Kind.Snoozes:
                break;
            case Kind.Poison:
                process.Kill();
                await new TaskCompletionSource().Task;
                break;
            case Kind.Sends:
                await client.Delay(SimTasks.Plain[Kind.Quick].Call(), context.CancellationToken);
                break;
        }
    }

    private Task Wait(int milliseconds, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds * habits.Pace), habits.Time, cancellationToken);

    private sealed class AnswerInvoker(SimHandlers handlers) : TaskInvoker<SquareArgs, int>
    {
        protected override TaskDefinition<SquareArgs, int> Task => SimTasks.Answers;

        protected override ValueTask<int> RunAsync(ref PayloadReader reader, TaskInvocation invocation)
        {
            SquareArgs arguments = SquareTask.Read(ref reader);
            invocation.ArgumentsRead();
            return AnswerAsync(arguments.Number, invocation);
        }

        private async ValueTask<int> AnswerAsync(int number, TaskInvocation invocation)
        {
            await handlers.RunAsync(Kind.Answers, invocation);
            return number * number;
        }
    }
}
