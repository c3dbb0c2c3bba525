using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Dispatch;

namespace Mistakes;

public static class Workers
{
    public static void Add(ITypedTasksBuilder builder) => builder.AddWorker(worker => worker.Queues()); // TT6002
}
