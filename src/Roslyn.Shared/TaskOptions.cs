using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What a <c>[Task]</c> says; a null is silence.</summary>
internal sealed class TaskOptions
{
    private readonly Dictionary<string, TypedConstant> said;

    private TaskOptions(Dictionary<string, TypedConstant> said) => this.said = said;

    public static TaskOptions Of(IMethodSymbol method) => Of(KnownTypes.TaskAttributeOf(method));

    public static TaskOptions Of(AttributeData? attribute)
    {
        var said = new Dictionary<string, TypedConstant>(StringComparer.Ordinal);
        if (attribute is not null)
        {
            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                said[argument.Key] = argument.Value;
            }
        }

        return new TaskOptions(said);
    }

    public string? Name => Text(nameof(Name));

    public string? Proxy => Text(nameof(Proxy));

    public int? Version => Number(nameof(Version));

    public string? Queue => Text(nameof(Queue));

    public int? Retries => Number(nameof(Retries));

    public int? Backoff => said.TryGetValue(nameof(Backoff), out TypedConstant kind) && kind.Value is byte value ? value : null;

    public string? FirstDelay => Text(nameof(FirstDelay));

    public string? MaxDelay => Text(nameof(MaxDelay));

    public bool? Jitter => said.TryGetValue(nameof(Jitter), out TypedConstant on) && on.Value is bool value ? value : null;

    public IReadOnlyList<ITypeSymbol> RetryOn => Types(nameof(RetryOn));

    public IReadOnlyList<ITypeSymbol> DoNotRetryOn => Types(nameof(DoNotRetryOn));

    public string? Timeout => Text(nameof(Timeout));

    public string? Expires => Text(nameof(Expires));

    public int? Priority => Number(nameof(Priority));

    public string? KeepResult => Text(nameof(KeepResult));

    private string? Text(string option) => said.TryGetValue(option, out TypedConstant text) ? text.Value as string : null;

    private int? Number(string option) => said.TryGetValue(option, out TypedConstant number) && number.Value is int value ? value : null;

    private IReadOnlyList<ITypeSymbol> Types(string option) =>
        said.TryGetValue(option, out TypedConstant types) && types is { Kind: TypedConstantKind.Array, IsNull: false }
            ? types.Values.Select(static one => one.Value).OfType<ITypeSymbol>().ToArray()
            : [];
}
