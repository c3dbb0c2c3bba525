using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop;
using TypedTasks.Testing;

namespace TypedTasks.Hosting.Tests.Snippets;

/// <summary>The code of README.md and docs, compiled and run; <see cref="DocumentTests"/> holds that the pages show just this.</summary>
public sealed class SnippetTests
{
    [Fact]
    public async Task The_host_of_the_readme_runs_what_it_delays()
    {
        var smtp = new MemorySmtp();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ISmtp>(smtp);
        using IHost host = Build(builder);
        await host.StartAsync();

        int words = await DelayAsync(host.Services.GetRequiredService<ITaskClient>());

        Assert.Equal(3, words);
        Assert.Equal((42, "Bienvenue !"), await smtp.Sent.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_test_of_the_docs_passes()
    {
        #region testing
        await using var harness = new TaskHarness(tasks => tasks.AddTypedTasksHostingTestsTasks().Services.AddSingleton<ISmtp, MemorySmtp>());

        await harness.Client.Delay(Emails.SendWelcomeTask.Call(42, "fr").In(TimeSpan.FromMinutes(5)));
        Assert.Equal("fr", harness.Sent(Emails.SendWelcomeTask).Single().Arguments.Locale);

        await harness.DrainAsync();                          // nothing is due yet
        Assert.Empty(harness.Ran);
        await harness.AdvanceAsync(TimeSpan.FromMinutes(5)); // the clock moves at once; what becomes due runs
        Assert.Equal(AttemptOutcome.Completed, harness.Ran.Single().Outcome);
        #endregion
    }

    [Fact]
    public async Task The_keys_of_the_docs_seal_what_a_host_sends()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ISmtp, MemorySmtp>();
        Func<string, string> secret = static name => Convert.ToBase64String([.. Enumerable.Repeat((byte)name.Length, 32)]);

        #region keys
        builder.Services.AddTypedTasks()
            .AddTypedTasksHostingTestsTasks()
            .AddWorker()
            .UseEnvelopeKeys(keys =>
            {
                keys.Add("2026-11", secret("2026-11"));         // 32 random bytes in base64, from wherever secrets are kept
                keys.Add("2026-05", secret("2026-05"));         // still read, no longer written with
                keys.CurrentKey = "2026-11";
                keys.Protection = EnvelopeProtection.Encrypt;   // or Sign: readable by all, forged by nobody
            });
        #endregion

        using IHost host = builder.Build();
        await host.StartAsync();
        TaskHandle<int> handle = await host.Services.GetRequiredService<ITaskClient>().Delay(Emails.CountWordsTask.Call("a b c"));
        Assert.Equal(3, await handle.GetAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        await host.StopAsync();
    }

    private static IHost Build(HostApplicationBuilder builder)
    {
        #region host
        builder.Services.AddTypedTasks()
            .AddTypedTasksHostingTestsTasks()
            .AddWorker(worker => worker.Queues("high", "default").Concurrency = 64);
        #endregion

        return builder.Build();
    }

    private static async Task<int> DelayAsync(ITaskClient client)
    {
        #region delay
        await Emails.SendWelcomeTask.Delay(42, "fr");                         // returns when the broker has it
        TaskHandle<int> handle = await Emails.CountWordsTask.Delay("a b c");
        int words = await handle.GetAsync();                                  // a typed result, pushed

        await Emails.SendWelcomeTask.Call(42).In(TimeSpan.FromMinutes(5)).Delay();   // options hang on a call
        await client.Delay(Emails.SendWelcomeTask.Call(42));                         // or inject ITaskClient
        #endregion

        return words;
    }

    private sealed class MemorySmtp : ISmtp
    {
        public TaskCompletionSource<(int, string)> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task SendAsync(int userId, string text, CancellationToken cancellationToken)
        {
            Sent.TrySetResult((userId, text));
            return Task.CompletedTask;
        }
    }
}
