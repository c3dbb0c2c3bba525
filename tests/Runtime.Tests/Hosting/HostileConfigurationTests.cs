using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Hosting;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Hosting;

/// <summary>Names that come by code or configuration are refused where they enter, on one line that can be printed anywhere.</summary>
public sealed class HostileConfigurationTests
{
    [Fact]
    public void A_queue_of_a_call_an_attribute_or_a_worker()
    {
        foreach (string name in HostileNames.All)
        {
            Assert.False(Lane.TryParse(name, out Lane lane) && !NameGrammar.IsQueue(lane.Queue));
            HostileNames.AssertTells(Assert.Throws<ArgumentException>(() => new TestTask("T").Call().OnQueue(name)).Message, name);
            HostileNames.AssertTells(Assert.Throws<TaskSetupException>(() => new WorkerOptions().Queues(name).Validate()).Message, name);
            HostileNames.AssertTells(Assert.Throws<ArgumentException>(() => new EnvelopeKey(name, new byte[EnvelopeKey.MinSecretBytes])).Message, name);
        }
    }

    [Fact]
    public void A_queue_or_a_task_of_the_configuration()
    {
        foreach (string name in HostileNames.All)
        {
            HostileNames.AssertTells(
                Assert.Throws<TaskSetupException>(() => Check(options => options.Tasks["Shop.Send"] = new TaskOverrides { Queue = name })).Message, name);
            HostileNames.AssertTells(Assert.Throws<TaskSetupException>(() => Check(options => options.Queues[name] = new QueueOptions { Limit = 1 })).Message, name);
            if (!NameGrammar.IsTask(name))
            {
                HostileNames.AssertTells(Assert.Throws<TaskSetupException>(() => Check(options => options.Tasks[name] = new TaskOverrides())).Message, name);
                HostileNames.AssertTells(Assert.Throws<ArgumentException>(() => NameGrammar.CheckTask(name)).Message, name);
            }
        }
    }

    [Theory]
    [InlineData("TypedTasks:Tasks:Shop.Send:Queue", "q:default:0\r\nnext line")]
    [InlineData("TypedTasks:Tasks:Shop.Send:Retries", "1\r\nnext line")]
    [InlineData("TypedTasks:Queues:a}:{b\r\nnext line:Limit", "1")]
    [InlineData("TypedTasks:Queues:mail\r\n:Limit", "1")]
    public void What_a_file_says_ends_no_line_of_a_log(string key, string value)
    {
        string message = Assert.Throws<TaskSetupException>(() =>
        {
            using IHost host = HostRig.Build(static tasks => tasks.UseInMemoryBroker(), null, (key, value));
            _ = host.Services.GetRequiredService<IOptions<TypedTasksOptions>>().Value;
        }).Message;

        Assert.DoesNotContain(message, static c => c is < ' ' or > '~');
        Assert.Contains("u000D", message, StringComparison.Ordinal);
    }

    private static void Check(Action<TypedTasksOptions> set)
    {
        var options = new TypedTasksOptions();
        set(options);
        new TypedTasksOptionsCheck().PostConfigure(null, options);
    }
}
