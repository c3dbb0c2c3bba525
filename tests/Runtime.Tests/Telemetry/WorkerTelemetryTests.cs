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
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == TelemetryNames.Source)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
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

        long Of(string name) => counted.GetValueOrDefault(name);

        void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag is { Key: TelemetryNames.Destination, Value: Queue })
                {
                    counted.AddOrUpdate(instrument.Name, value, (_, before) => before + value);
                }
            }
        }
    }
}
