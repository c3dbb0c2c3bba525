using System.Diagnostics;
using TypedTasks.Telemetry;

namespace TypedTasks.Runtime.Tests.Telemetry;

public sealed class TaskActivitiesTests
{
    [Fact]
    public void Process_continues_the_trace_of_publish_through_the_headers()
    {
        using ActivityListener listener = Listen();
        IReadOnlyDictionary<string, string> headers;
        ActivityTraceId trace;
        ActivitySpanId span;
        using (Activity? publish = TaskActivities.StartPublish("memory", "spans", "Shop.Send", default(TaskId)))
        {
            Assert.NotNull(publish);
            publish.TraceStateString = "vendor=1";
            headers = TaskActivities.Inject(publish, new Dictionary<string, string> { ["mine"] = "kept" });
            (trace, span) = (publish.TraceId, publish.SpanId);
            Assert.Equal(ActivityKind.Producer, publish.Kind);
            Assert.Equal("memory", publish.GetTagItem(TelemetryNames.System));
            Assert.Equal("spans", publish.GetTagItem(TelemetryNames.Destination));
        }

        Assert.Null(Activity.Current);
        using Activity? process = TaskActivities.StartProcess("memory", new AttemptFacts(default, "Shop.Send", "spans", 2, 4, default, null, headers, default));

        Assert.NotNull(process);
        Assert.Equal(ActivityKind.Consumer, process.Kind);
        Assert.Equal(trace, process.TraceId);
        Assert.Equal(span, process.ParentSpanId);
        Assert.Equal("vendor=1", process.TraceStateString);
        Assert.Equal(2, process.GetTagItem(TelemetryNames.Attempt));
        Assert.Equal("kept", headers["mine"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-zz-yy-01")]
    public void A_broken_trace_header_starts_a_new_trace(string header)
    {
        using ActivityListener listener = Listen();
        var headers = new Dictionary<string, string> { [TelemetryNames.TraceParentHeader] = header };

        using Activity? process = TaskActivities.StartProcess("memory", new AttemptFacts(default, "T", "q", 1, 1, default, null, headers, default));

        Assert.Equal(default, process!.ParentSpanId);
    }

    [Fact]
    public void Without_an_activity_the_headers_stay_the_same_object()
    {
        var headers = new Dictionary<string, string>();

        Assert.Same(headers, TaskActivities.Inject(null, headers));
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
