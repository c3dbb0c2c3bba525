using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class RunOptionsResolverTests
{
    private static readonly TaskDefaults Attribute = new()
    {
        Retry = new RetryPolicy(1, BackoffKind.Fixed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), Jitter: false),
        Timeout = TimeSpan.FromMinutes(1),
        RetryOn = [typeof(TimeoutException)],
        DoNotRetryOn = [typeof(ArgumentException)],
    };

    private static readonly TaskOverrides Configuration = new()
    {
        Retries = 2,
        Backoff = BackoffKind.Linear,
        FirstDelay = TimeSpan.FromSeconds(2),
        MaxDelay = TimeSpan.FromSeconds(20),
        Jitter = true,
        Timeout = TimeSpan.FromMinutes(2),
        RetryOn = ["System.IO.IOException"],
        DoNotRetryOn = ["System.FormatException"],
    };

    private static readonly TravelOptions Call = new()
    {
        Retries = 3,
        Backoff = BackoffKind.None,
        FirstDelay = TimeSpan.FromSeconds(3),
        MaxDelay = TimeSpan.FromSeconds(30),
        Jitter = false,
        Timeout = TimeSpan.FromMinutes(3),
    };

    [Fact]
    public void Without_a_word_the_defaults_hold() => Assert.Equal(RetryPolicy.Default, Resolve(TaskDefaults.None, null, TravelOptions.None).Retry);

    [Fact]
    public void The_attribute_is_stronger_than_the_defaults()
    {
        RunOptions options = Resolve(Attribute, null, TravelOptions.None);

        Assert.Equal((Attribute.Retry, Attribute.Timeout), (options.Retry, options.Timeout));
        Assert.True(options.RetryOn.Contains(new TimeoutException()));
    }

    [Fact]
    public void Configuration_is_stronger_than_the_attribute()
    {
        RunOptions options = Resolve(Attribute, Configuration, TravelOptions.None);

        Assert.Equal(new RetryPolicy(2, BackoffKind.Linear, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), Jitter: true), options.Retry);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Timeout);
        Assert.False(options.RetryOn.Contains(new TimeoutException()));
        Assert.True(options.RetryOn.Contains(new FileNotFoundException()));
        Assert.True(options.DoNotRetryOn.Contains(new FormatException()));
        Assert.False(options.DoNotRetryOn.Contains(new ArgumentException("x")));
    }

    [Fact]
    public void The_call_is_stronger_than_configuration()
    {
        RunOptions options = Resolve(Attribute, Configuration, Call);

        Assert.Equal(new RetryPolicy(3, BackoffKind.None, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), Jitter: false), options.Retry);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Timeout);
    }

    [Fact]
    public void Each_option_is_resolved_for_itself()
    {
        RunOptions options = Resolve(Attribute, new TaskOverrides { FirstDelay = TimeSpan.FromSeconds(5) }, new TravelOptions { Retries = 9 });

        Assert.Equal(Attribute.Retry with { Retries = 9, FirstDelay = TimeSpan.FromSeconds(5) }, options.Retry);
        Assert.Equal(Attribute.Timeout, options.Timeout);
    }

    [Fact]
    public void A_timeout_of_zero_is_none() =>
        Assert.Null(Resolve(Attribute, new TaskOverrides { Timeout = TimeSpan.Zero }, TravelOptions.None).Timeout);

    [Fact]
    public void A_call_that_sets_nothing_of_this_costs_no_new_object()
    {
        (DispatchTable table, RunOptionsResolver resolver) = Make(Attribute, Configuration);
        Assert.True(table.TryFind("T"u8, out int index));

        Assert.Same(resolver.Resolve(index, TravelOptions.None), resolver.Resolve(index, new TravelOptions { Priority = 3 }));
    }

    [Fact]
    public void Tasks_that_are_alike_share_an_object_and_others_do_not()
    {
        var module = new TestModule();
        module.Task("A", _ => { });
        module.Task("B", _ => { });
        module.Task("C", _ => { }, Attribute);
        module.Task("D", _ => { });
        var table = new DispatchTable([module]);
        var resolver = new RunOptionsResolver(table, [KeyValuePair.Create("D", Configuration)]);

        RunOptions Of(ReadOnlySpan<byte> name) => resolver.Resolve(table.TryFind(name, out int index) ? index : -1, TravelOptions.None);
        Assert.Same(Of("A"u8), Of("B"u8));
        Assert.Equal(RetryPolicy.Default, Of("A"u8).Retry);
        Assert.Equal(Attribute.Retry, Of("C"u8).Retry);
        Assert.Equal(2, Of("D"u8).Retry.Retries);
    }

    private static RunOptions Resolve(TaskDefaults attribute, TaskOverrides? configuration, TravelOptions call) =>
        Make(attribute, configuration).Resolver.Resolve(0, call);

    private static (DispatchTable Table, RunOptionsResolver Resolver) Make(TaskDefaults attribute, TaskOverrides? configuration)
    {
        var module = new TestModule();
        module.Task("T", _ => { }, attribute);
        var table = new DispatchTable([module]);
        var overrides = new Dictionary<string, TaskOverrides>();
        if (configuration is not null)
        {
            overrides["T"] = configuration;
        }

        return (table, new RunOptionsResolver(table, overrides));
    }
}
