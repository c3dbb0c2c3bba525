using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TypedTasks.Dispatch;
using TypedTasks.Hosting;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Hosting;

public sealed class ConfigurationTests
{
    private const string Send = "TypedTasks:Tasks:Shop.Emails.Send:";

    [Fact]
    public void Every_option_of_a_task_is_read()
    {
        TypedTasksOptions options = Read(
            null,
            (Send + "Queue", "mail"),
            (Send + "priority", "7"),
            (Send + "Expires", "2h"),
            (Send + "KeepResult", "none"),
            (Send + "Retries", "5"),
            (Send + "Backoff", "linear"),
            (Send + "FirstDelay", "250ms"),
            (Send + "MaxDelay", "00:10:00"),
            (Send + "Jitter", "false"),
            (Send + "Timeout", "1.5m"),
            (Send + "RetryOn:0", "System.TimeoutException"),
            (Send + "RetryOn:1", "System.IO.IOException"),
            (Send + "DoNotRetryOn", "System.ArgumentException, System.FormatException"));

        TaskOverrides task = Assert.Single(options.Tasks).Value;
        Assert.Equal("mail", task.Queue);
        Assert.Equal(7, task.Priority);
        Assert.Equal(TimeSpan.FromHours(2), task.Expires);
        Assert.Equal(TimeSpan.Zero, task.KeepResult);
        Assert.Equal(5, task.Retries);
        Assert.Equal(BackoffKind.Linear, task.Backoff);
        Assert.Equal(TimeSpan.FromMilliseconds(250), task.FirstDelay);
        Assert.Equal(TimeSpan.FromMinutes(10), task.MaxDelay);
        Assert.False(task.Jitter);
        Assert.Equal(TimeSpan.FromSeconds(90), task.Timeout);
        Assert.Equal(["System.TimeoutException", "System.IO.IOException"], task.RetryOn);
        Assert.Equal(["System.ArgumentException", "System.FormatException"], task.DoNotRetryOn);
    }

    [Fact]
    public void The_options_of_the_host_are_read_and_code_is_stronger()
    {
        TypedTasksOptions options = Read(
            tasks => tasks.Configure(o => o.HostName = "code"),
            ("TypedTasks:MaxEnvelopeBytes", "65536"),
            ("TypedTasks:DefaultKeepResult", "12h"),
            ("TypedTasks:HostName", "configuration"));

        Assert.Equal(65536, options.MaxEnvelopeBytes);
        Assert.Equal(TimeSpan.FromHours(12), options.DefaultKeepResult);
        Assert.Equal("code", options.HostName);
    }

    [Fact]
    public void The_options_of_queues_and_of_sending_are_read()
    {
        TypedTasksOptions options = Read(
            null,
            ("TypedTasks:Queues:mail:Limit", "1000"),
            ("TypedTasks:Queues:mail:WhenFull", "wait"),
            ("TypedTasks:Queues:mail:WaitForRoom", "5s"),
            ("TypedTasks:Queues:other:Limit", "none"),
            ("TypedTasks:Sending:WaitForBroker", "20s"),
            ("TypedTasks:Sending:RememberFor", "1h"));

        Assert.Equal((1000, WhenFull.Wait, TimeSpan.FromSeconds(5)), (options.Queues["mail"].Limit, options.Queues["mail"].WhenFull, options.Queues["mail"].WaitForRoom));
        Assert.Equal((null, WhenFull.Reject), (options.Queues["other"].Limit, options.Queues["other"].WhenFull));
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromHours(1)), (options.Sending.WaitForBroker, options.Sending.RememberFor));
    }

    [Fact]
    public async Task The_options_of_every_worker_are_read_and_code_is_stronger()
    {
        string[] set =
        [
            "Queues=mail, other", "Concurrency=7", "LeaseTime=20s", "RenewEvery=1.2s", "StopTimeout=none", "UnstartedAfter=300ms", "SettleWithin=none", "TakeBytes=4096", "MaxLease=9",
            "TargetLeaseWork=5ms", "PollInterval=2s", "DeliveryLimit=4", "UnknownTaskPeriod=2h", "SuspectDelay=none", "DropExpired=on", "KeepDeadLettersFor=30d", "KeepDeadLetters=100", "LogScopes=false",
        ];
        WorkerOptions? seen = null, second = null;
        using IHost host = HostRig.Build(
            tasks => tasks.UseInMemoryBroker().AddWorker(worker => seen = worker).AddWorker(worker => second = worker.Queues("mine")),
            configuration: [.. set.Select(pair => ("TypedTasks:Worker:" + pair.Split('=')[0], (string?)pair.Split('=')[1]))]);
        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(["mail", "other"], seen!.QueueNames);
        Assert.Equal(["mine"], second!.QueueNames);
        Assert.Equal(7, second.Concurrency);
        Assert.Equal((7, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1.2), TimeSpan.Zero), (seen.Concurrency, seen.LeaseTime, seen.RenewEvery, seen.StopTimeout));
        Assert.Equal((TimeSpan.FromMilliseconds(300), TimeSpan.Zero, 4096, 9), (seen.UnstartedAfter, seen.SettleWithin, seen.TakeBytes, seen.MaxLease));
        Assert.Equal((TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(2), 4, TimeSpan.FromHours(2)), (seen.TargetLeaseWork, seen.PollInterval, seen.DeliveryLimit, seen.UnknownTaskPeriod));
        Assert.Equal((TimeSpan.Zero, true, TimeSpan.FromDays(30), 100, false), (seen.SuspectDelay, seen.DropExpired, seen.KeepDeadLettersFor, seen.KeepDeadLetters, seen.LogScopes));
    }

    [Fact]
    public void Each_option_of_a_worker_can_be_configured()
    {
        foreach (PropertyInfo option in typeof(WorkerOptions).GetProperties())
        {
            string key = option.Name == nameof(WorkerOptions.QueueNames) ? nameof(WorkerOptions.Queues) : option.Name;

            string refused = Refused("Worker:" + key, "?");

            Assert.Contains(key, refused);
            Assert.DoesNotContain("is no option", refused);
        }
    }

    [Theory]
    [InlineData("Worker:Concurency", "TypedTasks:Worker:Concurency is no option of a worker. There are: Queues, Concurrency,")]
    [InlineData("Workers:Concurrency", "TypedTasks:Workers is no option of TypedTasks. There are: MaxEnvelopeBytes,")]
    [InlineData("Task:Shop.Emails.Send:Queue", "TypedTasks:Task is no option of TypedTasks.")]
    public void An_option_that_does_not_exist_is_named_with_those_that_do(string key, string expected) =>
        Assert.StartsWith(expected, Refused(key, "5"));

    [Fact]
    public void Without_configuration_the_defaults_hold()
    {
        var services = new ServiceCollection();
        services.AddTypedTasks().UseInMemoryBroker();
        using ServiceProvider provider = services.BuildServiceProvider();

        TypedTasksOptions options = provider.GetRequiredService<IOptions<TypedTasksOptions>>().Value;

        Assert.Equal(128 * 1024, options.MaxEnvelopeBytes);
        Assert.Equal(TimeSpan.FromDays(1), options.DefaultKeepResult);
        Assert.Empty(options.Tasks);
    }

    [Theory]
    [InlineData("Timeout", "30x", "a duration such as")]
    [InlineData("Timeout", "-5s", "a duration such as")]
    [InlineData("Retries", "many", "a whole number")]
    [InlineData("Retries", "201", "0 to 200")]
    [InlineData("Priority", "10", "0 to 9")]
    [InlineData("Queue", "a:b", "ASCII letters")]
    [InlineData("Jitter", "yes", "true or false")]
    [InlineData("Backoff", "7", "one of None, Fixed, Linear, Exponential")]
    [InlineData("Quue", "mail", "is no option of a task")]
    public void What_cannot_be_read_is_named_with_its_path(string option, string value, string expected)
    {
        var error = Assert.Throws<TaskSetupException>(() => Read(null, (Send + option, value)));

        Assert.Contains(Send + option, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("TypedTasks:MaxEnvelopeBytes", "10")]
    [InlineData("TypedTasks:MaxEnvelopeBytes", "big")]
    [InlineData("TypedTasks:DefaultKeepResult", "soon")]
    [InlineData("TypedTasks:Queues:mail:Limit", "0")]
    [InlineData("TypedTasks:Queues:mail:WhenFull", "drop")]
    [InlineData("TypedTasks:Queues:mail:WaitForRoom", "2d")]
    [InlineData("TypedTasks:Queues:mail:MaxLength", "5")]
    [InlineData("TypedTasks:Sending:WaitForBroker", "2d")]
    [InlineData("TypedTasks:Sending:RememberFor", "1s")]
    public void An_option_of_the_host_out_of_its_range_is_named_with_its_path(string key, string value) =>
        Assert.Contains(key, Assert.Throws<TaskSetupException>(() => Read(null, (key, value))).Message);

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("00:00:30", 30)]
    [InlineData("1.02:03:04", 93784)]
    public void A_duration_is_read(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("30 minutes")]
    [InlineData("1e3s")]
    [InlineData("-00:00:30")]
    [InlineData("999999999999999d")]
    public void What_is_no_duration_is_not_read(string? text) => Assert.False(DurationText.TryParse(text, out _));

    private static string Refused(string key, string value)
    {
        using IHost host = HostRig.Build(tasks => tasks.UseInMemoryBroker().AddWorker(), null, ("TypedTasks:" + key, value));
        return Assert.Throws<TaskSetupException>(host.Start).Message;
    }

    private static TypedTasksOptions Read(Action<ITypedTasksBuilder>? configure, params (string Key, string? Value)[] configuration)
    {
        using IHost host = HostRig.Build(
            tasks =>
            {
                tasks.UseInMemoryBroker();
                configure?.Invoke(tasks);
            },
            null,
            configuration);
        return host.Services.GetRequiredService<IOptions<TypedTasksOptions>>().Value;
    }
}
