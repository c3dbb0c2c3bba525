using System.Runtime.CompilerServices;
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
        ["Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers", "Clone", "MemberwiseClone", "ReferenceEquals", "Finalize"];

    private static readonly ConditionalWeakTable<SyntaxNode, Remembered> Memory = new();

    /// <summary>
    /// The driver asks again for every method after every edit. As long as its file is the same and nothing changed that it could
    /// depend on, the answer is the last one, and nothing is bound.
    /// </summary>
    public static ParsedTask? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        Remembered remembered = Memory.GetValue(context.TargetNode, static _ => new Remembered());
        ulong print = Fingerprint.Of(context.SemanticModel.Compilation);
        if (remembered.Last is { } last && last.Print == print)
        {
            return last.Parsed;
        }

        ParsedTask? parsed = ParseNow(context, cancellationToken);

        // A name of the author's choice may be any identifier of a body, and bodies are not in the fingerprint.
        remembered.Last = context.Attributes.All(static one => TaskOptions.Of(one).Proxy is null) ? new(print, parsed) : null;
        return parsed;
    }

    private static ParsedTask? ParseNow(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
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

        TaskModel task = Parse(method, compilation, payloads, [.. travelling]);
        return new(task, PayloadsOf(method, task, payloads), null);
    }

    /// <summary>The closure of the only type that has one, as it is, or of several without what they share.</summary>
    private static EquatableArray<PayloadModel> PayloadsOf(IMethodSymbol method, TaskModel task, PayloadParser payloads)
    {
        EquatableArray<PayloadModel> all = EquatableArray<PayloadModel>.Empty;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (task.Parameters[parameter.Ordinal].Role == TaskParameterRole.Argument)
            {
                all = With(all, payloads.Closure(parameter.Type, PayloadSerializers.On(parameter)));
            }
        }

        return TaskReturn.Of(method).Result is { } result ? With(all, payloads.Closure(result, PayloadSerializers.OnResult(method))) : all;
    }

    private static EquatableArray<PayloadModel> With(EquatableArray<PayloadModel> all, EquatableArray<PayloadModel> more) =>
        more.Count == 0 ? all
        : all.Count == 0 ? more
        : Joined(all, more);

    private static EquatableArray<PayloadModel> Joined(EquatableArray<PayloadModel> all, EquatableArray<PayloadModel> more)
    {
        var joined = new List<PayloadModel>(all);
        foreach (PayloadModel one in more)
        {
            if (!all.Any(known => known.Name == one.Name))
            {
                joined.Add(one);
            }
        }

        return joined.Count == all.Count ? all : joined.ToEquatableArray();
    }

    private static TaskModel Parse(IMethodSymbol method, Compilation compilation, PayloadParser payloads, (ITypeSymbol Type, SaidSerializer? Serializer)[] travelling)
    {
        TaskOptions options = TaskOptions.Of(method);
        INamedTypeSymbol host = method.ContainingType;
        string proxy = TaskNaming.ProxyNameOf(method, options);
        TaskReturn returns = TaskReturn.Of(method);
        HostModel parsedHost = HostParser.Parse(method, compilation);
        string hostName = TaskHost.Of(host, compilation).FullName;
        string identity = hostName + "." + proxy;
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
            WireName = TaskNaming.WireNameOf(method, options, hostName),
            Aliases = TaskAliases.Of(method).ToEquatableArray(),
            Version = options.Version ?? 1,
            Proxy = Name(proxy),
            Definition = Name(TaskNaming.DefinitionNameOf(proxy)),
            Arguments = Name(TaskNaming.ArgumentsNameOf(proxy)),
            Obsolete = method.Attribute("System.ObsoleteAttribute") is { } obsolete ? string.Join(", ", obsolete.ConstructorArguments.Select(Literals.Of)) : null,
            Retired = parsedHost.Retired || Retired.Is(method) || (returns.Result is { } value && payloads.IsRetired(value)) || method.Parameters.Any(one => payloads.IsRetired(one.Type))
                || travelling.Any(one => payloads.IsRetired(one.Type, one.Serializer)),
            Defaults = Defaults(options),
            Parameters = Parameters(method, TaskNaming.ArgumentsNameOf(proxy), payloads),
            Returns = returns.Kind,
            Result = returns.Result is { } result ? payloads.Ref(result, PayloadSerializers.OnResult(method)) : null,
            Invoker = Names.Mangle(identity) + "Invoker",
            File = identity,
        };

        GeneratedName Name(string name) => new(Names.Escape(name), NameClashRules.HidesInherited(host, name, compilation));
    }

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

    private static EquatableArray<ParameterModel> Parameters(IMethodSymbol method, string arguments, PayloadParser payloads)
    {
        var models = new ParameterModel[method.Parameters.Length];
        var taken = new List<string>(models.Length);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            TaskParameterRole role = TaskParameterRoles.Of(parameter);
            bool travels = role == TaskParameterRole.Argument;
            string property = PropertyOf(parameter, arguments, travels, taken);
            taken.Add(property);
            string? otherwise = Literals.DefaultOf(parameter);
            bool isOblivious = parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
            PayloadRef? payload = travels ? payloads.Ref(parameter.Type, PayloadSerializers.On(parameter)) : null;
            models[parameter.Ordinal] = new ParameterModel
            {
                Role = role,
                PlainName = parameter.Name,
                Name = Names.Escape(parameter.Name),
                Property = Names.Escape(property),
                Type = (payload?.Type ?? Names.Annotated(parameter.Type)) + (isOblivious ? "?" : string.Empty),
                Default = otherwise,
                Missing = otherwise ?? Literals.MissingOf(parameter),
                IsParams = parameter.IsParams,
                IsSensitive = travels && payloads.IsSensitive(parameter),
                Attributes = CallerInfo(parameter),
                Payload = payload is not null && isOblivious ? payload with { NeverNull = false } : payload,
                Service = role is TaskParameterRole.Service or TaskParameterRole.KeyedService ? HostParser.Parse(parameter, HostParser.Caller(method)) : null,
            };
        }

        // [Optional, DefaultParameterValue(5)] may stand before a parameter without a default, which "= 5" may not, nor what goes with it.
        bool isLast = true;
        for (int i = models.Length - 1; i >= 0; i--)
        {
            if (models[i].Role == TaskParameterRole.Argument && !models[i].IsParams)
            {
                isLast &= models[i].Default is not null;
                models[i] = isLast ? models[i] : models[i] with { Default = null, Attributes = string.Empty };
            }
        }

        return new(models);
    }

    /// <summary>PascalCase, unless two parameters, or a member of every record, would meet.</summary>
    private static string PropertyOf(IParameterSymbol parameter, string arguments, bool travels, List<string> taken)
    {
        string pascal = Names.Pascal(parameter.Name);
        return travels && pascal != parameter.Name && IsFree(pascal) ? pascal
            : MembersOfRecords.Contains(parameter.Name) || parameter.Name == arguments ? parameter.Name + "Value"
            : parameter.Name;

        bool IsFree(string name) => name != arguments && Array.IndexOf(MembersOfRecords, name) < 0 && !taken.Contains(name)
            && !((IMethodSymbol)parameter.ContainingSymbol).Parameters.Any(one => one.Name == name);
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

    /// <summary>The last answer for a method; swapped whole.</summary>
    private sealed class Remembered
    {
        public Answer? Last { get; set; }
    }

    private sealed record Answer(ulong Print, ParsedTask? Parsed);
}
