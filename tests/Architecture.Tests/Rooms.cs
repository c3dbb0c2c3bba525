using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace TypedTasks.Architecture.Tests;

/// <summary>
/// The rooms of src/Runtime and the arrows between them, as docs/architecture.md draws them: a room may use itself, what
/// its row names, and nothing else of ours.
/// </summary>
internal static class Rooms
{
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Abstractions"] = [],
        ["Serialization"] = [],
        ["Envelopes"] = ["Abstractions"],
        ["Brokers"] = ["Abstractions", "Envelopes"],
        ["Dispatch"] = ["Abstractions", "Serialization"],
        ["Telemetry"] = ["Abstractions", "Envelopes", "Brokers"],
        ["Client"] = ["Abstractions", "Envelopes", "Serialization", "Brokers", "Dispatch", "Telemetry"],
        ["Maintenance"] = ["Abstractions", "Envelopes", "Brokers", "Telemetry"],
        ["Worker"] = ["Abstractions", "Envelopes", "Serialization", "Brokers", "Dispatch", "Telemetry", "Maintenance"],
        ["Hosting"] = ["Abstractions", "Envelopes", "Serialization", "Brokers", "Dispatch", "Telemetry", "Client", "Maintenance", "Worker"],
    };

    /// <summary>Every use of one room by another that has no arrow to it.</summary>
    /// <param name="assembly">The path of the compiled assembly.</param>
    /// <param name="root">The namespace of Abstractions; a room's namespace is this plus its name.</param>
    public static IReadOnlyList<string> Violations(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.GetAllTypes()
            .SelectMany(type => Uses(type).Select(used => (Type: type, From: RoomOf(type, root), To: RoomOf(used, root), Used: used)))
            .Where(use => use.From is not null && use.To is not null && use.From != use.To && !Arrows[use.From].Contains(use.To))
            .Select(use => $"{use.From} -> {use.To}: {use.Type.FullName} uses {use.Used.FullName}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    // Extension methods that greet the user stand in Microsoft.Extensions.DependencyInjection, whatever room wrote them.
    private static string? RoomOf(TypeReference type, string root)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is { } outer)
        {
            outermost = outer;
        }

        string space = outermost.Namespace;
        if (space == root)
        {
            return "Abstractions";
        }

        if (!space.StartsWith(root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        string room = space[(root.Length + 1)..].Split('.')[0];
        return Arrows.ContainsKey(room) ? room : null;
    }

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        IEnumerable<TypeReference?> signatures =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.CustomAttributes.Select(a => a.AttributeType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.Properties.Select(p => p.PropertyType),
            .. type.Methods.Select(m => m.ReturnType),
            .. type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType)),
            .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType)),
            .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions.SelectMany(Operands)),
        ];
        return signatures.OfType<TypeReference>().SelectMany(Parts).Where(part => part is not GenericParameter);
    }

    private static IEnumerable<TypeReference?> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method is GenericInstanceMethod generic ? generic.GenericArguments : []],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
