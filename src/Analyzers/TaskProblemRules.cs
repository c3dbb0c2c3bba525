using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedTasks.Analyzers.Declaration;
using TypedTasks.Analyzers.Options;
using TypedTasks.Analyzers.Payload;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>Which rule speaks for which problem. A new kind of problem does not compile until it has its rule.</summary>
internal static class TaskProblemRules
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        TaskTypeMustBePartial.Rule,
        TaskMustBeAccessible.Rule,
        TaskMustNotBeGeneric.Rule,
        TaskMustNotBeAsyncVoid.Rule,
        TaskMustBeAnOrdinaryMethod.Rule,
        ParameterMustBePassedByValue.Rule,
        ProxyNameMustBeFree.Rule,
        WireNameMustBeUnique.Rule,
        TaskNameMustBeValid.Rule,
        TaskHostMustBeConstructible.Rule,
        TaskAliasMustBeFree.Rule,
        NumberMustBeInRange.Rule,
        QueueNameMustBeValid.Rule,
        DurationMustBeValid.Rule,
        RetryFilterMustNameExceptions.Rule,
        ArgumentMustBeSerializable.Rule,
        ResultMustBeSerializable.Rule,
        AbstractPayloadMustBeAUnion.Rule,
        LiveObjectMustNotTravel.Rule,
        MemberMustNotBeLost.Rule,
        PayloadMustBeConstructible.Rule,
        UnionMustBeConsistent.Rule,
        SerializerMustFitItsType.Rule);

#pragma warning disable CS8524 // numbers without a name: the kinds are our own, and no default arm may hide a new one
    public static DiagnosticDescriptor For(TaskProblemKind kind, string? option) => kind switch
    {
        TaskProblemKind.HostNotPartial => TaskTypeMustBePartial.Rule,
        TaskProblemKind.Generic => TaskMustNotBeGeneric.Rule,
        TaskProblemKind.Inaccessible => TaskMustBeAccessible.Rule,
        TaskProblemKind.NotAnOrdinaryMethod => TaskMustBeAnOrdinaryMethod.Rule,
        TaskProblemKind.AsyncVoid => TaskMustNotBeAsyncVoid.Rule,
        TaskProblemKind.ByReference => ParameterMustBePassedByValue.Rule,
        TaskProblemKind.UnsupportedParameter => ArgumentMustBeSerializable.Rule,
        TaskProblemKind.UnsupportedResult => ResultMustBeSerializable.Rule,
        TaskProblemKind.PayloadWithoutUnion => AbstractPayloadMustBeAUnion.Rule,
        TaskProblemKind.LivePayload => LiveObjectMustNotTravel.Rule,
        TaskProblemKind.PayloadMemberLost => MemberMustNotBeLost.Rule,
        TaskProblemKind.PayloadWithoutConstructor => PayloadMustBeConstructible.Rule,
        TaskProblemKind.BadPayloadUnion => UnionMustBeConsistent.Rule,
        TaskProblemKind.BadPayloadSerializer => SerializerMustFitItsType.Rule,
        TaskProblemKind.NameClash => ProxyNameMustBeFree.Rule,
        TaskProblemKind.DuplicateName => WireNameMustBeUnique.Rule,
        TaskProblemKind.InvalidAlias => TaskAliasMustBeFree.Rule,
        TaskProblemKind.InvalidName => TaskNameMustBeValid.Rule,
        TaskProblemKind.InvalidOption => ForOption(option),
        TaskProblemKind.HostNotConstructible => TaskHostMustBeConstructible.Rule,
    };
#pragma warning restore CS8524

    private static DiagnosticDescriptor ForOption(string? option) => option switch
    {
        nameof(TaskOptions.Queue) => QueueNameMustBeValid.Rule,
        nameof(TaskOptions.RetryOn) or nameof(TaskOptions.DoNotRetryOn) => RetryFilterMustNameExceptions.Rule,
        nameof(TaskOptions.Version) or nameof(TaskOptions.Retries) or nameof(TaskOptions.Priority) or nameof(TaskOptions.Backoff) => NumberMustBeInRange.Rule,
        _ => DurationMustBeValid.Rule,
    };
}
