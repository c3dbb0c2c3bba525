using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Client;

public sealed class EnqueueFilterTests
{
    [Fact]
    public async Task The_first_filter_is_the_outermost_and_the_last_word_on_options_counts()
    {
        var seen = new List<string>();
        var rig = new ClientRig(null, null, new Tag("outer", seen), new Tag("inner", seen));

        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(1).WithHeader("mine", "kept"));

        Assert.Equal(["outer>", "inner>", "<inner", "<outer"], seen);
        TaskEnvelope envelope = await rig.TakeOneAsync();
        Assert.Equal(handle.Id, envelope.Header.Id);
        Assert.Equal(new Dictionary<string, string> { ["mine"] = "kept", ["outer"] = "1", ["inner"] = "1" }, ClientRig.HeadersOf(envelope));
    }

    [Fact]
    public async Task The_filter_knows_the_id_and_the_task()
    {
        EnqueueContext? known = null;
        var rig = new ClientRig(null, null, new Inline((context, next) =>
        {
            known = context;
            return next();
        }));

        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(1));

        Assert.Equal(handle.Id, known!.Id);
        Assert.Same(SquareTask.Plain, known.Task);
    }

    [Fact]
    public async Task What_a_filter_throws_reaches_the_caller_and_nothing_is_sent()
    {
        var rig = new ClientRig(null, null, new Inline((_, _) => throw new UnauthorizedAccessException()));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => rig.Client.Delay(SquareTask.Plain.Call(1)));

        Assert.Null(await rig.TakeAsync());
    }

    [Fact]
    public async Task A_filter_that_forgets_next_is_told_so()
    {
        var rig = new ClientRig(null, null, new Inline((_, _) => Task.CompletedTask));

        var error = await Assert.ThrowsAsync<TaskClientException>(() => rig.Client.Delay(SquareTask.Plain.Call(1)));

        Assert.Contains("without calling next", error.Message);
    }

    [Fact]
    public async Task A_filter_that_stops_keeping_the_result_is_known_to_the_handle()
    {
        var rig = new ClientRig(null, null, new Inline((context, next) =>
        {
            context.Options = context.Options with { KeepResult = TimeSpan.Zero };
            return next();
        }));

        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(1));

        await Assert.ThrowsAsync<TaskResultNotKeptException>(() => handle.GetAsync());
    }

    private sealed class Inline(Func<EnqueueContext, Func<Task>, Task> body) : IEnqueueFilter
    {
        public Task InvokeAsync(EnqueueContext enqueue, Func<Task> next) => body(enqueue, next);
    }

    private sealed class Tag(string name, List<string> seen) : IEnqueueFilter
    {
        public async Task InvokeAsync(EnqueueContext enqueue, Func<Task> next)
        {
            seen.Add(name + ">");
            enqueue.Options = enqueue.Options with { Headers = new Dictionary<string, string>(enqueue.Options.Headers) { [name] = "1" } };
            await next();
            seen.Add("<" + name);
        }
    }
}
