using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Which rule speaks for which change. A new kind of change does not compile until it has its rule.</summary>
internal static class ContractRules
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        TaskMustBeDeclared.Rule,
        RemovedTaskMustBeRetired.Rule,
        RenamedTaskMustKeepItsAlias.Rule,
        ArgumentMustNotBeRemoved.Rule,
        ArgumentMustKeepItsPlace.Rule,
        ArgumentMustKeepItsType.Rule,
        NewArgumentMustBeOptional.Rule,
        ResultMustNotNarrow.Rule,
        EnumValueMustKeepItsNumber.Rule,
        NewArgumentMustRaiseTheVersion.Rule,
        PayloadShapeMustStayReadable.Rule,
        ContractFileMustBeReadable.Rule,
        ContractEntryMustBeCurrent.Rule,
        VersionMustNotFall.Rule);

#pragma warning disable CS8524 // numbers without a name: the kinds are our own, and no default arm may hide a new one
    public static DiagnosticDescriptor For(ContractChangeKind kind) => kind switch
    {
        ContractChangeKind.Undeclared => TaskMustBeDeclared.Rule,
        ContractChangeKind.Removed => RemovedTaskMustBeRetired.Rule,
        ContractChangeKind.Renamed => RenamedTaskMustKeepItsAlias.Rule,
        ContractChangeKind.ParameterRemoved => ArgumentMustNotBeRemoved.Rule,
        ContractChangeKind.ParameterReordered => ArgumentMustKeepItsPlace.Rule,
        ContractChangeKind.ParameterRetyped => ArgumentMustKeepItsType.Rule,
        ContractChangeKind.ParameterRequired => NewArgumentMustBeOptional.Rule,
        ContractChangeKind.ResultNarrowed => ResultMustNotNarrow.Rule,
        ContractChangeKind.EnumChanged => EnumValueMustKeepItsNumber.Rule,
        ContractChangeKind.VersionKept => NewArgumentMustRaiseTheVersion.Rule,
        ContractChangeKind.ShapeChanged => PayloadShapeMustStayReadable.Rule,
        ContractChangeKind.VersionLowered => VersionMustNotFall.Rule,
        ContractChangeKind.OutOfDate => ContractEntryMustBeCurrent.Rule,
    };
#pragma warning restore CS8524
}
