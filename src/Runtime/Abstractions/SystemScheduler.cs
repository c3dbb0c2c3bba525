using System.Diagnostics.CodeAnalysis;

namespace TypedTasks;

/// <summary>Real threads and real randomness on a given clock.</summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "This class is what the banned symbols are replaced by.")]
internal sealed class SystemScheduler(TimeProvider time) : RuntimeScheduler
{
    public override TimeProvider Time => time;

    public override Task Run(string name, Func<Task> work) => Task.Run(work);

    public override Task RunThread(string name, Action<CancellationToken> body, CancellationToken stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                body(stop);
                ended.SetResult();
            }
            catch (Exception error)
            {
                ended.SetException(error);
            }
        })
        {
            Name = name,
            IsBackground = true,
        };
        thread.Start();
        return ended.Task;
    }

    public override Task Delay(TimeSpan delay, CancellationToken cancellationToken = default) =>
        Task.Delay(delay, time, cancellationToken);

    public override bool Wait(TimeSpan delay, CancellationToken stop) => stop.WaitHandle.WaitOne(delay);

    public override double NextDouble() => Random.Shared.NextDouble();

    public override void FillRandom(Span<byte> bytes) => Random.Shared.NextBytes(bytes);
}
