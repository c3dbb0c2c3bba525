using System.Text.Json;
using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Worker.Systems;

// The measured process of typedtasks and of floor: producer or worker, over Redis or with the broker inside.
if (args.Length != 1 || JsonSerializer.Deserialize(args[0], JobJson.Default.Job) is not { } job)
{
    Console.Error.WriteLine("usage: TypedTasks.Bench.Worker '<job as JSON>'; ./do bench starts it");
    return 2;
}

IMeasured system = job.System == "floor" ? await Floor.OpenAsync(job) : new Whole(job);
await using (system)
{
    await system.WarmAsync();
    await Conversation.HoldAsync(job.Verb switch
    {
        "produce" => system.ProduceAsync,
        "send" => system.SendAsync,
        "pace" => system.PaceAsync,
        "work" => system.WorkAsync,
        _ => throw new InvalidOperationException($"no verb {job.Verb}"),
    });
}

return 0;
