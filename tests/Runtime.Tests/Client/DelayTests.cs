using System.Diagnostics;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Telemetry;

namespace TypedTasks.Runtime.Tests.Client;

public sealed class DelayTests
{
    [Fact]
    public async Task A_call_arrives_with_its_name_its_arguments_and_the_id_of_its_handle()
    {
        var rig = new ClientRig();

        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7, "seven"));

        TaskEnvelope envelope = await rig.TakeOneAsync();
        Assert.Equal(handle.Id, envelope.Header.Id);
        Assert.Equal(rig.Time.GetUtcNow(), envelope.Header.EnqueuedAt);
        Assert.Equal("Test.Math.Square", ClientRig.NameOf(envelope));
        Assert.Equal(new SquareArgs(7, "seven"), ClientRig.ArgumentsOf(envelope));
    }

    [Fact]
    public async Task A_task_without_options_carries_no_options_and_no_headers()
    {
        var rig = new ClientRig();
        var task = new TestTask("Test.Plain");

        await rig.Client.Delay(task.Call());

        TaskEnvelope envelope = await rig.TakeOneAsync();
        Assert.Same(TravelOptions.None, envelope.Options);
        Assert.Empty(ClientRig.HeadersOf(envelope));
    }

    [Fact]
    public async Task What_the_call_sets_is_stronger_than_configuration_attribute_and_default()
    {
        TaskDefaults attribute = new() { Queue = "attribute", Priority = 1, Expires = TimeSpan.FromMinutes(1), KeepResult = TimeSpan.FromMinutes(2) };
        var overrides = new TaskOverrides { Queue = "configured", Priority = 2, Expires = TimeSpan.FromMinutes(3), KeepResult = TimeSpan.FromMinutes(4) };
        var silent = new SquareTask();
        var attributed = new SquareTask(attribute, "Test.Attributed");
        var configured = new SquareTask(attribute, "Test.Configured");
        var rig = new ClientRig(options => options.Tasks["Test.Configured"] = overrides);
        DateTimeOffset now = rig.Time.GetUtcNow();

        await rig.Client.Delay(silent.Call(1));
        await rig.Client.Delay(attributed.Call(2));
        await rig.Client.Delay(configured.Call(3));
        await rig.Client.Delay(configured.Call(4)
            .OnQueue("called").WithPriority(3).ExpiresIn(TimeSpan.FromMinutes(5)).KeepResult(TimeSpan.FromMinutes(6)));

        TravelOptions bySilence = (await rig.TakeOneAsync(Lane.Of("default"))).Options;
        TravelOptions byAttribute = (await rig.TakeOneAsync(Lane.Of("attribute", 1))).Options;
        TravelOptions byConfiguration = (await rig.TakeOneAsync(Lane.Of("configured", 2))).Options;
        TravelOptions byCall = (await rig.TakeOneAsync(Lane.Of("called", 3))).Options;
        Assert.Equal(new TravelOptions { KeepResult = TimeSpan.FromDays(1) }, bySilence);
        Assert.Equal(new TravelOptions { Priority = 1, ExpiresAt = now.AddMinutes(1), KeepResult = TimeSpan.FromMinutes(2) }, byAttribute);
        Assert.Equal(new TravelOptions { Priority = 2, ExpiresAt = now.AddMinutes(3), KeepResult = TimeSpan.FromMinutes(4) }, byConfiguration);
        Assert.Equal(new TravelOptions { Priority = 3, ExpiresAt = now.AddMinutes(5), KeepResult = TimeSpan.FromMinutes(6) }, byCall);
    }

    [Fact]
    public async Task Of_what_the_worker_resolves_only_what_the_call_itself_sets_travels()
    {
        var rig = new ClientRig(options => options.Tasks["Test.Math.Square"] = new TaskOverrides { Retries = 9, Timeout = TimeSpan.FromSeconds(9) });
        var task = new SquareTask(new TaskDefaults { Retry = RetryPolicy.Default with { Retries = 8 }, Timeout = TimeSpan.FromSeconds(8) });

        await rig.Client.Delay(task.Call(1));
        await rig.Client.Delay(task.Call(2).WithRetries(2).WithBackoff(BackoffKind.Linear, TimeSpan.FromMilliseconds(50), jitter: false).WithTimeout(TimeSpan.FromSeconds(2)));

        Lease lease = (await rig.TakeAsync())!;
        Assert.Equal(new TravelOptions { KeepResult = TimeSpan.FromDays(1) }, ClientRig.Read(lease.Envelopes[0]).Options);
        Assert.Equal(
            new TravelOptions
            {
                KeepResult = TimeSpan.FromDays(1),
                Retries = 2,
                Backoff = BackoffKind.Linear,
                FirstDelay = TimeSpan.FromMilliseconds(50),
                Jitter = false,
                Timeout = TimeSpan.FromSeconds(2),
            },
            ClientRig.Read(lease.Envelopes[1]).Options);
    }

    [Fact]
    public async Task A_zero_in_configuration_lifts_what_the_attribute_says()
    {
        var rig = new ClientRig(options => options.Tasks["Test.Math.Square"] = new TaskOverrides { Expires = TimeSpan.Zero, KeepResult = TimeSpan.Zero });
        var task = new SquareTask(new TaskDefaults { Expires = TimeSpan.FromSeconds(1) });

        await rig.Client.Delay(task.Call(1));

        Assert.Same(TravelOptions.None, (await rig.TakeOneAsync()).Options);
    }

    [Fact]
    public async Task A_scheduled_call_waits_in_the_broker_until_its_time()
    {
        var rig = new ClientRig();

        TaskHandle<int> later = await rig.Client.Delay(SquareTask.Plain.Call(1).In(TimeSpan.FromMinutes(5)));
        TaskHandle<int> dated = await rig.Client.Delay(SquareTask.Plain.Call(2).At(rig.Time.GetUtcNow().AddMinutes(7)));

        Assert.Null(await rig.TakeAsync());
        Assert.Equal(TaskState.Scheduled, await later.GetStateAsync());
        IReadOnlyList<ScheduledTask> waiting = await rig.Inspector.ListScheduledAsync();
        Assert.Equal([later.Id, dated.Id], waiting.Select(task => task.Id));
        Assert.Equal([5, 7], waiting.Select(task => (task.DueAt - rig.Time.GetUtcNow()).TotalMinutes));
        Assert.All(waiting, task => Assert.Equal(("Test.Math.Square", "default", 0), (task.Task, task.Queue, task.Attempts)));
    }

    [Fact]
    public async Task An_envelope_over_the_limit_is_not_sent_and_the_message_names_the_option()
    {
        var rig = new ClientRig(options => options.MaxEnvelopeBytes = 2048);
        await rig.Client.Delay(SquareTask.Plain.Call(1, new string('x', 1900)));

        var error = await Assert.ThrowsAsync<TaskTooLargeException>(() => rig.Client.Delay(SquareTask.Plain.Call(1, new string('x', 2048))));

        Assert.Contains("TypedTasksOptions.MaxEnvelopeBytes", error.Message);
        Assert.Contains("'Test.Math.Square'", error.Message);
        Assert.Equal(2048, error.Limit);
        Assert.InRange(error.Size, 2049, 2300);
        Assert.Equal(1, Assert.Single(await rig.Inspector.CountAsync()).Ready);
    }

    [Fact]
    public async Task More_headers_than_an_envelope_holds_are_refused()
    {
        var rig = new ClientRig();
        TaskCall<int> call = Enumerable.Range(0, 65).Aggregate(SquareTask.Plain.Call(1), (made, i) => made.WithHeader($"h{i}", "v"));

        var error = await Assert.ThrowsAsync<TaskClientException>(() => rig.Client.Delay(call));

        Assert.Contains("65 headers", error.Message);
        Assert.Contains("64", error.Message);
    }

    [Fact]
    public async Task The_trace_of_the_sender_travels_in_the_headers()
    {
        using ActivityListener listener = Listen();
        var rig = new ClientRig();
        using var request = new Activity("request") { TraceStateString = "vendor=1" };
        request.Start();

        await rig.Client.Delay(SquareTask.Plain.Call(1).WithHeader("tenant", "42"));

        TaskEnvelope envelope = await rig.TakeOneAsync();
        Assert.Equal("42", envelope.Headers["tenant"]);
        Assert.Equal("vendor=1", envelope.Headers[TelemetryNames.TraceStateHeader]);
        Assert.True(ActivityContext.TryParse(envelope.Headers[TelemetryNames.TraceParentHeader], null, out ActivityContext context));
        Assert.Equal(request.TraceId, context.TraceId);
        Assert.NotEqual(request.SpanId, context.SpanId);
    }

    [Fact]
    public async Task A_broker_that_cannot_be_reached_is_a_task_that_was_not_sent()
    {
        var broker = new SickBroker { BeforeEnqueue = (_, _) => throw new BrokerUnavailableException("redis at 127.0.0.1:1 does not answer.") };
        var rig = new ClientRig(broker: broker);

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.Delay(SquareTask.Plain.Call(1)));

        Assert.False(error.OutcomeUnknown);
        Assert.Contains("127.0.0.1:1", error.Message);
        Assert.IsType<BrokerUnavailableException>(error.InnerException);
    }

    [Fact]
    public async Task Where_it_is_unknown_whether_the_broker_has_it_the_exception_says_so()
    {
        var broker = new SickBroker { BeforeEnqueue = (_, _) => throw new TaskNotSentException("no answer", outcomeUnknown: true) };

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => new ClientRig(broker: broker).Client.Delay(SquareTask.Plain.Call(1)));

        Assert.True(error.OutcomeUnknown);
    }

    [Fact]
    public async Task A_queue_outside_the_grammar_is_refused_wherever_it_comes_from()
    {
        var rig = new ClientRig();

        Assert.Throws<ArgumentException>(() => SquareTask.Plain.Call(1).OnQueue("a:b"));
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Delay(SquareTask.Plain.Call(1) with { Options = new CallOptions { Queue = "a{b" } }));
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
