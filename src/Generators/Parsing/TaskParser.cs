using Microsoft.CodeAnalysis;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Parsing;

/// <summary>Reads one method with <c>[Task]</c>.</summary>
internal static class TaskParser
{
    private static readonly string[] CallerAttributes =
    [
        "System.Runtime.CompilerServices.CallerMemberNameAttribute",
        "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute",
        "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute",
    ];

    private static readonly string[] MembersOfRecords =
        ["Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers", "MemberwiseClone", "ReferenceEquals", "Finalize"];

    public static ParsedTask? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol method || context.TargetSymbol.ContainingType is null)
        {
            return null;
        }

        // A parameter that is still being typed has no name yet; the compiler says so.
        if (method.Parameters.Any(static one => one.Name.Length == 0))
        {
            return null;
        }

        // The attribute may stand on the part with the body; both parts are one method.
        method = method.PartialDefinitionPart ?? method;
        Compilation compilation = context.SemanticModel.Compilation;
        TaskProblem[] problems = [.. TaskMethodRules.Check(method, compilation, cancellationToken)];
        if (problems.Length > 0)
        {
            string reason = string.Join(" ", problems.Select(static one => one.Message).Distinct());
            return new(null, [], new(HostParser.Caller(method), reason));
        }

        PayloadParser payloads = PayloadParser.Of(compilation);
                IEnumerable<(ITypeSymbol Type, SaidSerializer? Serializer)> travelling = method.Parameters
            .Where(static one => TaskParameterRoles.Of(one) == TaskParameterRole.Argument)
            .Select(static one => (one.Type, PayloadSerializers.On(one)));
        if (TaskReturn.Of(method).Result is { } result)
        {
            travelling = travelling.Append((result, PayloadSerializers.OnResult(method)));
        }

        TaskModel task = Parse(method, payloads, [.. travelling]);
        var known = new HashSet<string>(StringComparer.Ordinal);
        return new(task, travelling.SelectMany(one => payloads.Closure(one.Type, one.Serializer)).Where(one => known.Add(one.Name)).ToEquatableArray(), null);
    }

    private static TaskModel Parse(IMethodSymbol method, PayloadParser payloads, (ITypeSymbol Type, SaidSerializer? Serializer)[] travelling)
    {
        TaskOptions options = TaskOptions.Of(method);
        INamedTypeSymbol host = method.ContainingType;
        string proxy = TaskNaming.ProxyNameOf(method, options);
        TaskReturn returns = TaskReturn.Of(method);
        HostModel parsedHost = HostParser.Parse(method);
        string identity = host.FullName() + "." + proxy;
        return new TaskModel
        {
            Host = parsedHost,
            Method = Names.Escape(method.Name),
            MethodId = method.GetDocumentationCommentId() ?? string.Empty,
            IsStatic = method.IsStatic,
            Accessibility = method.DeclaredAccessibility switch
            {
                Accessibility.Public => "public",
                Accessibility.ProtectedOrInternal => "protected internal",
                _ => "internal",
            },
            WireName = TaskNaming.WireNameOf(method, options),
            Aliases = TaskAliases.Of(method).ToEquatableArray(),
            Version = options.Version ?? 1,
            Proxy = Name(host, proxy),
            Definition = Name(host, TaskNaming.DefinitionNameOf(proxy)),
            Arguments = Name(host, TaskNaming.ArgumentsNameOf(proxy)),
            Obsolete = method.Attribute("System.ObsoleteAttribute") is { } obsolete ? string.Join(", ", obsolete.ConstructorArguments.Select(Literals.Of)) : null,
            Retired = parsedHost.Retired || Retired.Is(method) || Retired.Is(returns.Result) || method.Parameters.Any(static one => Retired.Is(one.Type))
                || travelling.Any(one => payloads.IsRetired(one.Type, one.Serializer)),
            Defaults = Defaults(options),
            Parameters = Parameters(method, TaskNaming.ArgumentsNameOf(proxy), payloads).ToEquatableArray(),
            Returns = returns.Kind,
            Result = returns.Result is { } result ? payloads.Ref(result, PayloadSerializers.OnResult(method)) : null,
            Invoker = Names.Mangle(identity) + "Invoker",
            File = identity,
        };
    }

    private static GeneratedName Name(INamedTypeSymbol host, string name) => new(Names.Escape(name), NameClashRules.HidesInherited(host, name));

    private static DefaultsModel Defaults(TaskOptions options) => new()
    {
        Queue = options.Queue,
        Priority = options.Priority,
        Retries = options.Retries,
        Backoff = options.Backoff,
        FirstDelay = Ticks(options.FirstDelay),
        MaxDelay = Ticks(options.MaxDelay),
        Jitter = options.Jitter,
        RetryOn = options.RetryOn.Select(Names.Plain).ToEquatableArray(),
        DoNotRetryOn = options.DoNotRetryOn.Select(Names.Plain).ToEquatableArray(),
        Timeout = Ticks(options.Timeout),
        Expires = Ticks(options.Expires),
        KeepResult = options.KeepResult == TaskOptionRules.KeepNoResult ? 0 : Ticks(options.KeepResult),
    };

    private static long? Ticks(string? literal) => DurationLiteral.TryParse(literal, out TimeSpan duration) ? duration.Ticks : null;

    private static IEnumerable<ParameterModel> Parameters(IMethodSymbol method, string arguments, PayloadParser payloads)
    {
        // PascalCase, unless two parameters, or a member of every record, would meet.
        var taken = new HashSet<string>(MembersOfRecords, StringComparer.Ordinal) { arguments };
        taken.UnionWith(method.Parameters.Select(static one => one.Name));
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            TaskParameterRole role = TaskParameterRoles.Of(parameter);
            bool travels = role == TaskParameterRole.Argument;
            string pascal = Names.Pascal(parameter.Name);
            string property = travels && pascal != parameter.Name && taken.Add(pascal) ? pascal
                : MembersOfRecords.Contains(parameter.Name) || parameter.Name == arguments ? parameter.Name + "Value"
                : parameter.Name;
            string? otherwise = Literals.DefaultOf(parameter);
            bool isOblivious = parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
            PayloadRef? payload = travels ? payloads.Ref(parameter.Type, PayloadSerializers.On(parameter)) : null;
            yield return new ParameterModel
            {
                Role = role,
                PlainName = parameter.Name,
                Name = Names.Escape(parameter.Name),
                Property = Names.Escape(property),
                Type = Names.Annotated(parameter.Type) + (isOblivious ? "?" : string.Empty),
                Default = otherwise,
                Missing = otherwise ?? Literals.MissingOf(parameter),
                IsParams = parameter.IsParams,
                IsSensitive = travels && payloads.IsSensitive(parameter),
                Attributes = CallerInfo(parameter),
                Payload = payload is not null && isOblivious ? payload with { NeverNull = false } : payload,
                Service = role is TaskParameterRole.Service or TaskParameterRole.KeyedService ? HostParser.Parse(parameter, HostParser.Caller(method)) : null,
            };
        }
    }

    private static string CallerInfo(IParameterSymbol parameter)
    {
        string text = string.Empty;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && CallerAttributes.Contains(type.FullName()))
            {
                string arguments = string.Join(", ", attribute.ConstructorArguments.Select(Literals.Of));
                text += $"[{Names.Plain(type)}{(arguments.Length > 0 ? "(" + arguments + ")" : arguments)}] ";
            }
        }

        return text;
    }
}
