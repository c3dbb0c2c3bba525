using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Roslyn;

/// <summary>What makes a method with <c>[Task]</c> a task. The generator skips what has a problem; the analyzer reports it.</summary>
internal static class TaskMethodRules
{
    /// <summary>All that is wrong with one method. Two tasks of one wire name are found by <see cref="WireNameRules"/>.</summary>
    public static ImmutableArray<TaskProblem> Check(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken = default)
    {
        var problems = ImmutableArray.CreateBuilder<TaskProblem>(0);
        TaskOptions options = TaskOptions.Of(method);
        if (NotOrdinary(method) is { } odd)
        {
            problems.Add(new(TaskProblemKind.NotAnOrdinaryMethod, method, odd));
            return problems.ToImmutable();
        }

        CheckHost(method, compilation, problems, cancellationToken);
        CheckMethod(method, compilation, problems);
        CheckNames(method, compilation, options, problems);
        problems.AddRange(TaskOptionRules.Check(method, options));
        if (!problems.Any(static one => one.Kind == TaskProblemKind.Generic))
        {
            CheckPayloads(method, compilation, problems, cancellationToken);
            problems.AddRange(NameClashRules.Check(method, compilation, cancellationToken));
        }

        return problems.ToImmutable();
    }

    private static string? NotOrdinary(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.ExplicitInterfaceImplementation } =>
            $"{method.Name} implements an interface explicitly; put [Task] on the interface's method.",
        { MethodKind: MethodKind.AnonymousFunction } => "A lambda cannot be a task; move its body to a method and put [Task] there.",
        { MethodKind: not MethodKind.Ordinary } => $"{method.Name} is no ordinary method; move its body to one and put [Task] there.",
        { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true } =>
            $"{method.Name} is static and abstract or virtual, so that nobody could say whose body runs.",
        { IsVararg: true } => $"{method.Name} takes __arglist, which cannot travel.",
        { PartialImplementationPart: null, IsPartialDefinition: true } => $"{method.Name} has no body.",
        { ContainingType.Name.Length: 0 } => $"{method.Name} is in an extension block; write it as an extension method with 'this'.",
        { ContainingType.TypeKind: not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) } => $"{method.ContainingType.Name} cannot hold tasks.",
        { ContainingType.IsRefLikeType: true } => $"{method.ContainingType.Name} is a ref struct, which cannot hold tasks.",
        _ => null,
    };

    private static void CheckHost(IMethodSymbol method, Compilation compilation, ImmutableArray<TaskProblem>.Builder problems, CancellationToken cancellationToken)
    {
        INamedTypeSymbol host = method.ContainingType;
        for (INamedTypeSymbol? type = host; type is not null; type = type.ContainingType)
        {
            if (!IsPartial(type, cancellationToken))
            {
                problems.Add(new(TaskProblemKind.HostNotPartial, type, $"{type.Name} is not partial, so that the generator cannot add {TaskNaming.ProxyNameOf(method)} to {host.Name}."));
            }

            if (type.TypeParameters.Length > 0)
            {
                problems.Add(new(TaskProblemKind.Generic, type, $"{type.Name} is generic: a message cannot say for which type arguments {method.Name} is meant."));
            }

            if (type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                problems.Add(new(TaskProblemKind.Inaccessible, type, $"{type.Name} is not accessible in the whole assembly, so that the worker cannot call {method.Name}."));
            }
        }

        if (!method.IsStatic && host.TypeKind == TypeKind.Interface && StaticAbstract(host) is { } open)
        {
            problems.Add(new(TaskProblemKind.HostNotConstructible, host, $"{host.Name} has the static abstract member {open.Name}, so that no service can be registered for it."));
        }

        if (!method.IsStatic && host.TypeKind != TypeKind.Interface && TaskHost.Of(host, compilation).ConstructionProblem is { } problem)
        {
            problems.Add(new(TaskProblemKind.HostNotConstructible, host, problem));
        }
    }

    /// <summary>An interface with such a member is no type argument, so that no service can be asked for by it.</summary>
    private static ISymbol? StaticAbstract(INamedTypeSymbol type) => type.AllInterfaces.Prepend(type)
        .SelectMany(static one => one.GetMembers())
        .FirstOrDefault(static one => one is { IsStatic: true, IsAbstract: true });

    private static void CheckMethod(IMethodSymbol method, Compilation compilation, ImmutableArray<TaskProblem>.Builder problems)
    {
        if (method.TypeParameters.Length > 0)
        {
            problems.Add(new(TaskProblemKind.Generic, method, $"{method.Name} is generic: a message cannot say for which type arguments it is meant."));
        }

        if (method.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            problems.Add(new(TaskProblemKind.Inaccessible, method, $"{method.Name} is not accessible in the whole assembly, so that the worker cannot call it; make it internal or public."));
        }

        if (method.IsAsync && method.ReturnsVoid)
        {
            problems.Add(new(TaskProblemKind.AsyncVoid, method, $"{method.Name} is async void: nobody would know when it ends or fails; return Task."));
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            problems.Add(new(TaskProblemKind.ByReference, method, $"{method.Name} returns a reference, which cannot travel."));
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                problems.Add(new(TaskProblemKind.ByReference, parameter, $"'{parameter.Name}' is passed by reference, which a message cannot do.", parameter.Name));
            }

            if (ServiceKeys.Hidden(parameter, compilation) is { } hidden)
            {
                problems.Add(new(TaskProblemKind.Inaccessible, parameter, $"The key of '{parameter.Name}' names {hidden.Name}, which is not accessible in the whole assembly, so that the worker cannot ask for the service; make it internal."));
            }
        }
    }

    private static void CheckNames(IMethodSymbol method, Compilation compilation, TaskOptions options, ImmutableArray<TaskProblem>.Builder problems)
    {
        string name = TaskNaming.WireNameOf(method, options, TaskHost.Of(method.ContainingType, compilation).FullName);
        if (!WireNames.IsTask(name))
        {
            problems.Add(new(TaskProblemKind.InvalidName, method, $"'{name}' is no task name: use 1 to {WireNames.MaxTaskLength} letters, digits, '.', '_', '-' or '+'.", option: "Name"));
        }

        string proxy = TaskNaming.ProxyNameOf(method, options);
        if (!SyntaxFacts.IsValidIdentifier(proxy))
        {
            problems.Add(new(TaskProblemKind.InvalidName, method, $"'{proxy}' is no name for a property.", option: "Proxy"));
        }

        problems.AddRange(TaskAliases.Check(method, name));
    }

    private static void CheckPayloads(IMethodSymbol method, Compilation compilation, ImmutableArray<TaskProblem>.Builder problems, CancellationToken cancellationToken)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TaskParameterRoles.Of(parameter) == TaskParameterRole.Argument)
            {
                foreach ((string path, string message, PayloadFault fault) in PayloadRules.Check(parameter.Type, parameter.Name, PayloadSerializers.On(parameter), compilation))
                {
                    problems.Add(new(KindOf(fault.Problem.Kind, TaskProblemKind.UnsupportedParameter), parameter, message, path));
                }
            }
        }

        if (TaskReturn.Of(method).Result is { } result)
        {
            foreach ((string path, string message, PayloadFault fault) in PayloadRules.Check(result, "return", PayloadSerializers.OnResult(method), compilation))
            {
                problems.Add(new(KindOf(fault.Problem.Kind, TaskProblemKind.UnsupportedResult), method, message, path));
            }
        }
    }

#pragma warning disable CS8524 // numbers without a name: the kinds are our own, and no default arm may hide a new one
    private static TaskProblemKind KindOf(PayloadProblemKind kind, TaskProblemKind unsupported) => kind switch
    {
        PayloadProblemKind.NotSerializable => unsupported,
        PayloadProblemKind.NoUnion => TaskProblemKind.PayloadWithoutUnion,
        PayloadProblemKind.LiveObject => TaskProblemKind.LivePayload,
        PayloadProblemKind.MemberLost => TaskProblemKind.PayloadMemberLost,
        PayloadProblemKind.NoConstructor => TaskProblemKind.PayloadWithoutConstructor,
        PayloadProblemKind.BadUnion => TaskProblemKind.BadPayloadUnion,
        PayloadProblemKind.BadSerializer => TaskProblemKind.BadPayloadSerializer,
    };
#pragma warning restore CS8524

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Length > 1
        || (type.DeclaringSyntaxReferences is [var only]
            && only.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
