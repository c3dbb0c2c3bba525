using System.Globalization;
using System.Text;

namespace TypedTasks.Contract;

/// <summary>The blocks of the file as text, lines ended by <c>\n</c>, each in the one form that it has.</summary>
internal static class ContractText
{
    public static string Header { get; } = $"contract {WireContract.Format.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The whole file of a contract.</summary>
    public static string Of(WireContract contract)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (TaskEntry task in contract.Tasks.Values)
        {
            text.Append('\n').Append(Of(task));
        }

        if (contract.Retired.Count > 0)
        {
            text.Append('\n');
            foreach (string name in contract.Retired)
            {
                text.Append(Retired(name));
            }
        }

        foreach (ShapeEntry shape in contract.Shapes.Values)
        {
            text.Append('\n').Append(Of(shape));
        }

        return text.ToString();
    }

    public static string Of(TaskEntry task)
    {
        var text = new StringBuilder($"task {task.Name} v{Number(task.Version)}\n");
        foreach (string alias in task.Aliases)
        {
            text.Append($"  alias {alias}\n");
        }

        for (int i = 0; i < task.Parameters.Count; i++)
        {
            ParameterEntry parameter = task.Parameters[i];
            text.Append($"  {Number(i)} {parameter.Name} {Of(parameter.Value)}{(parameter.Default is null ? string.Empty : " = " + parameter.Default)}\n");
        }

        return (task.Result is { } result ? text.Append($"  returns {Of(result)}\n") : text).ToString();
    }

    public static string Of(ShapeEntry shape)
    {
        var text = new StringBuilder();
        switch (shape.Kind)
        {
            case ShapeKind.Enum:
                text.Append($"enum {shape.Name} {shape.Of}\n");
                foreach (EnumValueEntry value in shape.Values)
                {
                    text.Append($"  {Key(value.Name)} = {value.Value.ToString(CultureInfo.InvariantCulture)}\n");
                }

                break;
            case ShapeKind.Union:
                text.Append($"union {shape.Name}\n");
                foreach (CaseEntry one in shape.Cases)
                {
                    text.Append($"  {Number(one.Key)} {one.Type.Text}\n");
                }

                break;
            case ShapeKind.Custom:
                text.Append($"custom {shape.Name} {shape.Of}\n");
                break;
            default:
                text.Append($"{(shape.Kind == ShapeKind.Struct ? "struct" : "object")} {shape.Name} {(shape.IsArray ? "array" : "map")}\n");
                foreach (MemberEntry member in shape.Members)
                {
                    string place = shape.IsArray ? Number(member.Index) + " " : string.Empty;
                    text.Append($"  {place}{Key(member.Key)} {Of(member.Value)}{(member.Required ? " required" : string.Empty)}\n");
                }

                break;
        }

        return text.ToString();
    }

    public static string Retired(string name) => $"retired {name}\n";

    /// <summary>Text in double quotes on one line.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or (>= '\ud800' and <= '\udfff') => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Of(ValueEntry value) => value.CSharp == value.Type.Text ? value.Type.Text : $"{value.Type.Text} ({value.CSharp})";

    private static string Key(string key) => key.Length > 0 && key.All(static c => char.IsLetterOrDigit(c) || c == '_') ? key : Quote(key);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
