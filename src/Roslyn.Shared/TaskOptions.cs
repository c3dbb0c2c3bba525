using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What a <c>[Task]</c> says; a null is silence.</summary>
internal sealed class TaskOptions
{
    private readonly ImmutableArray<KeyValuePair<string, TypedConstant>> said;

    private TaskOptions(ImmutableArray<KeyValuePair<string, TypedConstant>> said) => this.said = said;

    public static TaskOptions Of(IMethodSymbol method) => Of(KnownTypes.TaskAttributeOf(method));

    public static TaskOptions Of(AttributeData? attribute) => new(attribute?.NamedArguments ?? ImmutableArray<KeyValuePair<string, TypedConstant>>.Empty);

    /// <summary>Whether nothing is said.</summary>
    public bool IsSilent => said.IsEmpty;

    public string? Name => Text(nameof(Name));

    public string? Proxy => Text(nameof(Proxy));

    public int? Version => Number(nameof(Version));

    public string? Queue => Text(nameof(Queue));

    public int? Retries => Number(nameof(Retries));

    public int? Backoff => Said(nameof(Backoff))?.Value is byte value ? value : null;

    public string? FirstDelay => Text(nameof(FirstDelay));

    public string? MaxDelay => Text(nameof(MaxDelay));

    public bool? Jitter => Said(nameof(Jitter))?.Value is bool value ? value : null;

    public IReadOnlyList<ITypeSymbol> RetryOn => Types(nameof(RetryOn));

    public IReadOnlyList<ITypeSymbol> DoNotRetryOn => Types(nameof(DoNotRetryOn));

    public string? Timeout => Text(nameof(Timeout));

    public string? Expires => Text(nameof(Expires));

    public int? Priority => Number(nameof(Priority));

    public string? KeepResult => Text(nameof(KeepResult));

    private string? Text(string option) => Said(option)?.Value as string;

    private int? Number(string option) => Said(option)?.Value is int value ? value : null;

    private IReadOnlyList<ITypeSymbol> Types(string option) => Said(option) is { Kind: TypedConstantKind.Array, IsNull: false } types
        ? types.Values.Select(static one => one.Value).OfType<ITypeSymbol>().ToArray()
        : [];

    /// <summary>The last word counts.</summary>
    private TypedConstant? Said(string option)
    {
        for (int i = said.Length - 1; i >= 0; i--)
        {
            if (said[i].Key == option)
            {
                return said[i].Value;
            }
        }

        return null;
    }
}
