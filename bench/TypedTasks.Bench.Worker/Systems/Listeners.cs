using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TypedTasks.Bench.Worker.Systems;

/// <summary>Somebody who wants every trace and every metric, as an exporter would; what he is told is dropped.</summary>
internal sealed class Listeners : IDisposable
{
    private const string Source = "TypedTasks";

    private readonly ActivityListener traces = new()
    {
        ShouldListenTo = static source => source.Name == Source,
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly MeterListener metrics = new();

    public Listeners()
    {
        ActivitySource.AddActivityListener(traces);
        metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Source)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        metrics.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        metrics.Start();
    }

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
