// One process: a producer, a worker and an embedded broker.   dotnet run --project samples/Quickstart
// The same tasks, the same code, with the work kept in Redis: dotnet run --project samples/Quickstart -- --redis localhost:6379
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedTasks;

Console.OutputEncoding = Encoding.UTF8;
string? redis = args is ["--redis", var endpoint] ? endpoint : null;
if (args.Length > 0 && redis is null)
{
    Console.Error.WriteLine("usage: Quickstart [--redis host:port]");
    return 2;
}

// ---- The host: three lines make it a producer and a worker. -------------------------------------------------------------
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders(); // a failing task is part of the show; the table below tells it
builder.Services.AddSingleton<Mailbox>().AddSingleton<PaperTray>();
var tasks = builder.Services.AddTypedTasks().AddQuickstartTasks().AddWorker();
if (redis is not null)
{
    tasks.UseRedis(redis, options => options.Prefix = "quickstart");
}

using var host = builder.Build();
try
{
    await host.StartAsync();
}
catch (BrokerUnavailableException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

var clock = Stopwatch.StartNew();
Console.WriteLine($"TypedTasks, tasks kept {(redis is null ? "in memory" : $"in Redis at {redis}")}\n");
Row("", "called", "came back");
Row("", new string('─', 38), new string('─', 44));

// ---- Arguments: typed, with their defaults; Delay returns when the broker has the task. ---------------------------------
var mailbox = host.Services.GetRequiredService<Mailbox>();
await Mail.SendWelcomeTask.Delay("Ada", locale: "fr");
Row("✓", "Mail.SendWelcome(\"Ada\", \"fr\")", $"\"{await mailbox.NextAsync()}\"");

// ---- A typed result: the handle is a TaskHandle<int>. -------------------------------------------------------------------
TaskHandle<int> primes = await Numbers.CountPrimesTask.Delay(below: 1_000_000);
Row("✓", "Numbers.CountPrimes(1_000_000)", $"{await primes.GetAsync():N0}, an int");

// ---- A retry: the bank does not answer twice; the third attempt is paid. ------------------------------------------------
TaskHandle<Receipt> charge = await Bank.ChargeTask.Delay("A-17", 49.90m);
Receipt receipt = await charge.GetAsync();
Row("✓", "Bank.Charge(\"A-17\", 49.90)", $"{receipt.Amount} paid, at attempt {receipt.Attempt} of 4");

// ---- A scheduled task: options hang on a call. --------------------------------------------------------------------------
var sent = Stopwatch.StartNew();
TaskHandle<string> tea = await Kitchen.BrewTask.Call("green tea").In(TimeSpan.FromSeconds(1)).Delay();
Row("✓", "Kitchen.Brew(\"green tea\") in 1 s", $"\"{await tea.GetAsync()}\", {sent.Elapsed.TotalSeconds:F1} s later");

// ---- A dead letter: it failed for good, and nothing is lost. Replay it once its cause is mended. ------------------------
TaskHandle<string> report = await Printer.PrintTask.Delay("Report");
try
{
    await report.GetAsync();
}
catch (TaskFailedException failure)
{
    Row("✗", "Printer.Print(\"Report\")", $"dead letter ({failure.Reason}): {failure.ErrorMessage}");
}

var inspector = host.Services.GetRequiredService<ITaskInspector>();
host.Services.GetRequiredService<PaperTray>().Refill(sheets: 10);
await inspector.ReplayAsync(report.Id);
Row("✓", "  replayed, with paper", $"\"{await report.GetAsync()}\"");

long buried = (await inspector.CountAsync()).Sum(queue => queue.Buried);
Console.WriteLine($"\n  5 tasks sent, 5 done, {buried} in the dead letters, {clock.Elapsed.TotalSeconds:F1} s");
await host.StopAsync();
return 0;

static void Row(string mark, string call, string outcome) => Console.WriteLine($"  {mark,-1} {call,-38} {outcome}");

// ---- The tasks: methods with [Task]. The compiler writes XxxTask beside each. -------------------------------------------

/// <summary>An instance task: its class is built by dependency injection, for each attempt.</summary>
public sealed partial class Mail(Mailbox mailbox)
{
    /// <summary>Greets a new user.</summary>
    [Task(Retries = 5)]
    public async Task SendWelcome(string name, string locale = "en", CancellationToken ct = default) =>
        await mailbox.PutAsync(locale == "fr" ? $"Bienvenue, {name} !" : $"Welcome, {name}!", ct);
}

public static partial class Numbers
{
    /// <summary>Counts the primes below a number.</summary>
    [Task]
    public static int CountPrimes(int below)
    {
        var composite = new bool[below];
        int count = 0;
        for (int n = 2; n < below; n++)
        {
            if (composite[n])
            {
                continue;
            }

            count++;
            for (long multiple = (long)n * n; multiple < below; multiple += n)
            {
                composite[multiple] = true;
            }
        }

        return count;
    }
}

public sealed record Receipt(string Order, decimal Amount, int Attempt);

public static partial class Bank
{
    /// <summary>Charges an order; the bank answers the third time only.</summary>
    [Task(Retries = 3, Backoff = BackoffKind.Exponential, FirstDelay = "100ms", RetryOn = [typeof(TimeoutException)])]
    public static Receipt Charge(string order, decimal amount, TaskContext task) =>
        task.Attempt < 3 ? throw new TimeoutException("The bank did not answer.") : new Receipt(order, amount, task.Attempt);
}

public static partial class Kitchen
{
    /// <summary>Brews a pot.</summary>
    [Task]
    public static string Brew(string what) => $"one pot of {what}";
}

public sealed partial class Printer(PaperTray tray)
{
    /// <summary>Prints a document, or fails for good.</summary>
    [Task(Retries = 0)]
    public string Print(string document) => $"{document}, {tray.TakeSheet()} sheets left";
}

/// <summary>A service that tasks share; a static field would be another one in each worker process.</summary>
public sealed class PaperTray
{
    private int sheets;

    public void Refill(int sheets) => Interlocked.Exchange(ref this.sheets, sheets);

    public int TakeSheet() => Volatile.Read(ref sheets) > 0 ? Interlocked.Decrement(ref sheets) : throw new InvalidOperationException("out of paper");
}

/// <summary>A service like any other: what was mailed, readable once.</summary>
public sealed class Mailbox
{
    private readonly Channel<string> mails = Channel.CreateUnbounded<string>();

    public ValueTask PutAsync(string mail, CancellationToken ct) => mails.Writer.WriteAsync(mail, ct);

    public ValueTask<string> NextAsync() => mails.Reader.ReadAsync();
}
