using System.Runtime.CompilerServices;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <content>The plain single send: most of what an application does.</content>
public sealed partial class RedisBroker
{
    private readonly SharedPushes pushes;

    private static bool IsPlain(in EnqueueItem item) => item is { Due.IsNow: true, QueueLimit: 0 } && item.RememberFor == TimeSpan.Zero;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PushOneAsync(EnqueueItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RecordQueue(at, item.Lane.Queue);
        try
        {
            if (pushes.Join(item) is { } push)
            {
                await (cancellationToken.CanBeCanceled ? WithinAsync(Timeout.InfiniteTimeSpan, push.Task, cancellationToken) : push.Task);
            }
            else
            {
                await PushAloneAsync(at, item, cancellationToken);
            }
        }
        catch (OperationCanceledException cancelled)
        {
            throw NotSent(at.Endpoint, cancelled, accepted: 0, last: true);
        }
        catch (Exception error) when (IsTrouble(error))
        {
            at.Primary.After(error);
            throw NotSent(at.Endpoint, error, accepted: 0, last: true);
        }
    }

    private async Task PushAloneAsync(RedisConnection.Opened at, EnqueueItem item, CancellationToken cancellationToken)
    {
        try
        {
            RedisKey lane = keys.Lane(item.Lane);
            Task<long> call = at.Database.ListRightPushAsync(lane, item.Envelope, flags: CommandFlags.DemandMaster);

            // In the same pipeline, behind the work.
            Wake(at, item.Lane.Queue, lane);
            await WithinAsync(options.OperationTimeout, call, cancellationToken);
        }
        finally
        {
            pushes.Arrived();
        }
    }

    /// <summary>Sends what came together: a command for each lane, and behind them a wake-up for each queue.</summary>
    private async Task PushTogetherAsync(List<SharedPush> together)
    {
        RedisConnection.Opened at = producers.Current!;
        List<List<SharedPush>> commands = SharedPush.InCommands(together, MaxCommandItems, MaxCommandBytes);
        List<Task> answers = commands.ConvertAll(command => AnswerAsync(at, command));
        WakeFor(at, commands.ConvertAll(static command => command[0].Lane));
        foreach (Task answer in answers)
        {
            await answer;
        }
    }

    /// <summary>Sends one command, waits for its answer, and tells it to those whose envelopes it carries.</summary>
    private async Task AnswerAsync(RedisConnection.Opened at, List<SharedPush> command)
    {
        try
        {
            RedisKey lane = keys.Lane(command[0].Lane);
            RedisValue[] envelopes = [.. command.Select(static push => (RedisValue)push.Envelope)];
            await WithinAsync(options.OperationTimeout, at.Database.ListRightPushAsync(lane, envelopes, CommandFlags.DemandMaster), CancellationToken.None);
        }
        catch (Exception error)
        {
            command.ForEach(push => push.SetException(error));
            return;
        }

        command.ForEach(static push => push.SetResult());
    }

    private async Task WithinAsync(TimeSpan deadline, Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(deadline, scheduler.Time, cancellationToken);
        }
        catch
        {
            Forget(call);
            throw;
        }
    }
}
