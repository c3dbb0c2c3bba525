using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Where a handler's parameter comes from.</summary>
internal enum TaskParameterRole
{
    /// <summary>It travels.</summary>
    Argument,

    /// <summary>The attempt's token.</summary>
    CancellationToken,

    /// <summary>The attempt's context.</summary>
    Context,

    /// <summary>The worker's services.</summary>
    Service,

    /// <summary>The worker's services, by key.</summary>
    KeyedService,
}

/// <summary>Tells the roles apart: attributes are known by name, so that no reference to their assembly is needed.</summary>
internal static class TaskParameterRoles
{
    public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";

    private const string OurFromServices = "TypedTasks.FromServicesAttribute";
    private const string AspNetFromServices = "Microsoft.AspNetCore.Mvc.FromServicesAttribute";

    public static TaskParameterRole Of(IParameterSymbol parameter)
    {
        if (parameter.Type.Is("System.Threading.CancellationToken"))
        {
            return TaskParameterRole.CancellationToken;
        }

        if (parameter.Type.Is(KnownTypes.TaskContext))
        {
            return TaskParameterRole.Context;
        }

        if (parameter.GetAttributes().IsEmpty)
        {
            return TaskParameterRole.Argument;
        }

        return parameter.Has(FromKeyedServices) ? TaskParameterRole.KeyedService
            : parameter.Has(OurFromServices) || parameter.Has(AspNetFromServices) ? TaskParameterRole.Service
            : TaskParameterRole.Argument;
    }
}
