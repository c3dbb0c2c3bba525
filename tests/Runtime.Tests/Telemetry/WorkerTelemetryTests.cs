using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Runtime.Tests.Worker;
using TypedTasks.Telemetry;

namespace TypedTasks.Runtime.Tests.Telemetry;

/// <summary>What leaves a worker in traces, metrics and logs. The queue's name keeps other tests' tasks apart.</summary>
public sealed class WorkerTelemetryTests : IAsyncDisposable
{
    private const string Queue = "telemetry";
    private readonly WorkerRig rig = new();
    private readonly ConcurrentDictionary<string, long> counted = new();

    public WorkerTelemetryTests() => rig.Options.Queues(Queue);

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_attempts_span_is_a_child_of_the_send()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        TestTask task = rig.Module.Task("T", _ => throw new InvalidOperationException("no luck"));
        rig.Build();

        using Activity? publish = TaskActivities.StartPublish("memory", Queue, "T", default(TaskId));
        await rig.Client.Delay(task.Call().OnQueue(Queue).WithHeader(TelemetryNames.TraceParentHeader, publish!.Id!));
        Activity.Current = null;
        await rig.StartAsync();
        await rig.Until(rig.Broker.NextAsync());
        await rig.Until(() => spans.Any(span => span.OperationName == $"process {Queue}"));

        Activity process = spans.Single(span => span.OperationName == $"process {Queue}");
        Assert.Equal(publish.TraceId, process.TraceId);
        Assert.Equal(ActivityStatusCode.Error, process.Status);
        Assert.Equal(typeof(InvalidOperationException).FullName, process.GetTagItem(TelemetryNames.ErrorType));
        Assert.Equal("retried", process.GetTagItem(TelemetryNames.Outcome));
    }

    [Fact]
    public async Task Counters_and_histograms_tell_what_happened()
    {
        using MeterListener listener = Listen((TelemetryNames.Destination, Queue));
        TestTask good = rig.Module.Task("Good", _ => { });
        TestTask bad = rig.Module.Task("Bad", _ => throw new InvalidOperationException());
        rig.Build();
        await rig.Client.Delay(good.Call().OnQueue(Queue));
        await rig.Client.Delay(bad.Call().OnQueue(Queue).WithRetries(1));
        await rig.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await rig.Until(rig.Broker.NextAsync(), 500);
        }

        Assert.Equal(
            (2, 3, 1, 2, 1, 1, 3, 2),
            (Of(TelemetryNames.Sent), Of(TelemetryNames.Started), Of(TelemetryNames.Completed), Of(TelemetryNames.Failed), Of(TelemetryNames.Retried), Of(TelemetryNames.Buried), Of(TelemetryNames.RunTime), Of(TelemetryNames.QueueWait)));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task An_expired_task_counts_as_buried_unless_it_is_dropped(bool drops, long buried)
    {
        using MeterListener listener = Listen((TelemetryNames.Destination, Queue));
        rig.Options.DropExpired = drops;
        TestTask task = rig.Module.Task("T", _ => { });
        rig.Build();
        await rig.Client.Delay(task.Call().OnQueue(Queue).ExpiresIn(TimeSpan.FromSeconds(5)));
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        await rig.StartAsync();
        await rig.Until(rig.Broker.NextAsync());

        Assert.Equal(buried, Of(TelemetryNames.Buried));
    }

    [Fact]
    public void Poison_counts_as_buried_for_that_reason()
    {
        const string System = "the system of this test";
        using MeterListener listener = Listen((TelemetryNames.System, System), (TelemetryNames.Reason, nameof(BuryReason.Poison)));

        TaskMeters.CountPoisoned(System, 2);

        Assert.Equal(2, Of(TelemetryNames.Buried));
    }

    // What carries all these tags.
    private MeterListener Listen(params (string Key, string Value)[] wanted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == TelemetryNames.Source)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Count(instrument, count, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        return listener;

        void Count(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            KeyValuePair<string, object?>[] all = tags.ToArray();
            if (Array.TrueForAll(wanted, one => Array.Exists(all, tag => tag.Key == one.Key && one.Value.Equals(tag.Value))))
            {
                counted.AddOrUpdate(instrument.Name, count, (_, before) => before + count);
            }
        }
    }

    private long Of(string name) => counted.GetValueOrDefault(name);
}
