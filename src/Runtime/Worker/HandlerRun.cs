using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;

namespace TypedTasks.Worker;

/// <summary>The steps that run a handler: scope, filters, invoke.</summary>
internal sealed class HandlerRun
{
    private readonly IServiceProvider services;
    private readonly bool hasFilters;

    public HandlerRun(IServiceProvider services)
    {
        this.services = services;

        // Asked once: a host without filters does not open a scope to find none.
        hasFilters = services.GetService<IServiceProviderIsService>()?.IsService(typeof(ITaskFilter)) ?? true;
    }

    /// <summary>Runs the handler.</summary>
    /// <returns>What is to be kept of its result, or null.</returns>
    public ValueTask<byte[]?> InvokeAsync(Attempt attempt)
    {
        TaskInvoker invoker = attempt.Invoker!;
        if (hasFilters || invoker.NeedsServices)
        {
            return InvokeInScopeAsync(attempt, invoker);
        }

        TaskInvocation invocation = Invocation(attempt, services);
        ValueTask running = invoker.InvokeAsync(invocation);
        if (running.IsCompletedSuccessfully)
        {
            return new ValueTask<byte[]?>(Result(attempt, invocation));
        }

        return AwaitAsync(attempt, running, invocation);
    }

    private static async ValueTask<byte[]?> AwaitAsync(Attempt attempt, ValueTask running, TaskInvocation invocation)
    {
        await running;
        return Result(attempt, invocation);
    }

    private async ValueTask<byte[]?> InvokeInScopeAsync(Attempt attempt, TaskInvoker invoker)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        TaskInvocation invocation = Invocation(attempt, scope.ServiceProvider);
        if (hasFilters && scope.ServiceProvider.GetServices<ITaskFilter>() is var filters && filters.Any())
        {
            await FilterAsync([.. filters], 0, invoker, invocation);
        }
        else
        {
            await invoker.InvokeAsync(invocation);
        }

        return Result(attempt, invocation);
    }

    private static Task FilterAsync(ITaskFilter[] filters, int index, TaskInvoker invoker, TaskInvocation invocation) =>
        index == filters.Length
            ? invoker.InvokeAsync(invocation).AsTask()
            : filters[index].InvokeAsync(invocation.Context, () => FilterAsync(filters, index + 1, invoker, invocation));

    private static TaskInvocation Invocation(Attempt attempt, IServiceProvider services) =>
        attempt.Invocation.Begin(services, attempt.Envelope.Arguments, attempt.KeepsResult ? attempt.ResultBuffer() : null);

    private static byte[]? Result(Attempt attempt, TaskInvocation invocation) =>
        invocation.Result is null ? null : ResultFormat.WriteValue(attempt.ResultBytes, attempt.Seal, attempt.Header.Id);
}
