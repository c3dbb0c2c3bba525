using Microsoft.CodeAnalysis;
using TypedTasks.Analyzers.Contract;
using TypedTasks.Analyzers.Tests.Harness;
using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>What the file would say of a source.</summary>
internal static class ContractOf
{
    /// <summary>The contract of the build, which is the same after it was written and read.</summary>
    public static WireContract Build(Compilation compilation)
    {
        var contract = ContractBuild.Of(compilation).Contract;
        var text = ContractText.Of(contract);
        var read = ContractReader.Read(text);
        Assert.Empty(read.Problems);
        Assert.Equal(text, ContractText.Of(read.Contract));
        return contract;
    }

    /// <summary>The text behind its first line.</summary>
    public static string Text(string source) => ContractText.Of(Build(UserProject.Compile(source))).Replace("contract 1\n\n", string.Empty, StringComparison.Ordinal).TrimEnd('\n');

    /// <summary>Every type that an entry names, down to the innermost.</summary>
    public static IEnumerable<WireType> Types(WireContract contract) => contract.Tasks.Values
        .SelectMany(task => task.Parameters.Select(one => one.Value).Concat(task.Result is null ? [] : [task.Result]).Select(one => one.Type))
        .Concat(contract.Shapes.Values.SelectMany(shape => shape.Members.Select(one => one.Value.Type).Concat(shape.Cases.Select(one => one.Type))))
        .SelectMany(AndInner);

    private static IEnumerable<WireType> AndInner(WireType type) => type.Inner.SelectMany(AndInner).Prepend(type);
}
