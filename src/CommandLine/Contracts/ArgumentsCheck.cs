using System.Globalization;
using System.Text;
using MessagePack;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Contracts;

/// <summary>Walks the arguments of a message along the types of a contract, as the generated reader of that build would read them.</summary>
internal sealed class ArgumentsCheck(WireContract contract)
{
    private const int MaxDepth = 64;

    /// <summary>Why the arguments cannot be read: half a sentence with the way there; null where they can.</summary>
    public string? Problem(TaskEntry task, ReadOnlyMemory<byte> arguments)
    {
        var reader = new MessagePackReader(arguments);
        try
        {
            int count = reader.ReadArrayHeader();
            for (int i = 0; i < Math.Max(count, task.Parameters.Count); i++)
            {
                if (i >= task.Parameters.Count)
                {
                    reader.Skip();
                }
                else if (i < count)
                {
                    Read(ref reader, task.Parameters[i].Value.Type, task.Parameters[i].Name, 1);
                }
                else if (task.Parameters[i].Default is null)
                {
                    throw new UnreadableException($"{task.Parameters[i].Name} is missing");
                }
            }

            return null;
        }
        catch (UnreadableException error)
        {
            return error.Message;
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException or InsufficientExecutionStackException)
        {
            return "the bytes are no MessagePack";
        }
    }

    private void Read(ref MessagePackReader reader, WireType type, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new UnreadableException($"{path} is nested deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} objects and collections");
        }

        if (reader.TryReadNil())
        {
            if (!type.IsNullable && !ReadsNil(type))
            {
                throw new UnreadableException($"{path} is nil, not {type.Text}");
            }

            return;
        }

        switch (type.Kind)
        {
            case WireTypeKind.Primitive:
                ReadPrimitive(ref reader, type.Name, path);
                break;
            case WireTypeKind.Array:
                for (int left = Header(ref reader, MessagePackType.Array, type, path); left > 0; left--)
                {
                    Read(ref reader, type.Inner[0], path + "[]", depth + 1);
                }

                break;
            case WireTypeKind.Map:
                for (int left = Header(ref reader, MessagePackType.Map, type, path); left > 0; left--)
                {
                    Read(ref reader, type.Inner[0], path + "[].Key", depth + 1);
                    Read(ref reader, type.Inner[1], path + "[]", depth + 1);
                }

                break;
            case WireTypeKind.Tuple:
                if (Header(ref reader, MessagePackType.Array, type, path) != type.Inner.Count)
                {
                    throw new UnreadableException($"{path} has not the {type.Inner.Count.ToString(CultureInfo.InvariantCulture)} items of {type.Text}");
                }

                for (int i = 0; i < type.Inner.Count; i++)
                {
                    Read(ref reader, type.Inner[i], $"{path}.Item{(i + 1).ToString(CultureInfo.InvariantCulture)}", depth + 1);
                }

                break;
            case WireTypeKind.Opaque:
                // A serializer of the user's, or a type that the file cannot describe: what it reads is not known.
                reader.Skip();
                break;
            default:
                ReadShape(ref reader, type, path, depth);
                break;
        }
    }

    private bool ReadsNil(WireType type) => type.Kind switch
    {
        WireTypeKind.Primitive => WirePrimitives.FormOf(type.Name).IsReference,
        WireTypeKind.Tuple => false,
        WireTypeKind.Named => contract.Shape(type.Name) is not { Kind: ShapeKind.Struct or ShapeKind.Enum },
        _ => true,
    };

    private void ReadShape(ref MessagePackReader reader, WireType type, string path, int depth)
    {
        switch (contract.Shape(type.Name))
        {
            case { Kind: ShapeKind.Enum } shape:
                ReadPrimitive(ref reader, shape.Of, path);
                break;
            case { Kind: ShapeKind.Union } shape:
                ReadUnion(ref reader, shape, type, path, depth);
                break;
            case { IsObject: true, IsArray: true } shape:
                int count = Header(ref reader, MessagePackType.Array, type, path);
                for (int i = 0; i < count; i++)
                {
                    ReadMember(ref reader, shape.Members.FirstOrDefault(one => one.Index == i), path, depth);
                }

                Require(shape.Members.Where(one => one.Index >= count), path);
                break;
            case { IsObject: true } shape:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                for (int left = Header(ref reader, MessagePackType.Map, type, path); left > 0; left--)
                {
                    string key = reader.NextMessagePackType == MessagePackType.String ? reader.ReadString()! : throw new UnreadableException($"{path} has a member without name");
                    MemberEntry? member = shape.Members.FirstOrDefault(one => one.Key == key);
                    if (member is not null && !seen.Add(key))
                    {
                        throw new UnreadableException($"{path}.{key} comes twice");
                    }

                    ReadMember(ref reader, member, path, depth);
                }

                Require(shape.Members.Where(one => !seen.Contains(one.Key)), path);
                break;
            default:
                // A serializer of the user's, or a type without block: what it reads is not known.
                reader.Skip();
                break;
        }
    }

    private void ReadUnion(ref MessagePackReader reader, ShapeEntry shape, WireType type, string path, int depth)
    {
        if (Header(ref reader, MessagePackType.Array, type, path) != 2)
        {
            throw new UnreadableException($"{path} is no pair of key and value");
        }

        if (reader.NextMessagePackType != MessagePackType.Integer)
        {
            throw new UnreadableException($"{path} has no key");
        }

        int key = reader.ReadInt32();
        CaseEntry one = shape.Cases.FirstOrDefault(one => one.Key == key)
            ?? throw new UnreadableException($"{path} is case {key.ToString(CultureInfo.InvariantCulture)}, which {type.Name} does not have");
        Read(ref reader, one.Type, path, depth + 1);
    }

    private void ReadMember(ref MessagePackReader reader, MemberEntry? member, string path, int depth)
    {
        if (member is null)
        {
            reader.Skip();
        }
        else
        {
            Read(ref reader, member.Value.Type, $"{path}.{member.Key}", depth + 1);
        }
    }

    private static void Require(IEnumerable<MemberEntry> missing, string path)
    {
        if (missing.FirstOrDefault(static one => one.Required) is { } member)
        {
            throw new UnreadableException($"{path}.{member.Key} is missing");
        }
    }

    private static int Header(ref MessagePackReader reader, MessagePackType expected, WireType type, string path)
    {
        MessagePackType found = reader.NextMessagePackType;
        return found != expected ? throw Mismatch(path, found, type.Text) : expected == MessagePackType.Array ? reader.ReadArrayHeader() : reader.ReadMapHeader();
    }

    private static void ReadPrimitive(ref MessagePackReader reader, string name, string path)
    {
        WireForm form = WirePrimitives.FormOf(name);
        MessagePackType found = reader.NextMessagePackType;
        bool fits = (form.Kind, found) switch
        {
            (WireFormKind.Other, _) => Skipped(ref reader),
            (WireFormKind.Bool, MessagePackType.Boolean) => reader.ReadBoolean() is var _,
            (WireFormKind.Integer, MessagePackType.Integer) => Integer(ref reader) is var value && value >= form.Min && value <= form.Max,
            (WireFormKind.Float, MessagePackType.Float or MessagePackType.Integer) => reader.ReadDouble() is var _,
            (WireFormKind.Text, MessagePackType.String) => IsText(name, reader.ReadString()!),
            (WireFormKind.Binary, MessagePackType.Binary) => reader.ReadBytes() is { } bytes && (name is not ("Int128" or "UInt128") || bytes.Length == 16),
            (WireFormKind.Binary, MessagePackType.String) => name == "bytes" && reader.ReadString() is not null,
            (WireFormKind.Timestamp, MessagePackType.Extension) => reader.ReadDateTime() is var _,
            (WireFormKind.TimestampAndOffset, MessagePackType.Array) => reader.ReadArrayHeader() == 2 && reader.ReadDateTime() is var _ && reader.ReadInt16() is var _,
            _ => false,
        };
        if (!fits)
        {
            throw Mismatch(path, found, name);
        }
    }

    private static bool Skipped(ref MessagePackReader reader)
    {
        reader.Skip();
        return true;
    }

    // The forms of an unsigned number begin with CC to CF or are a positive fixint.
    private static decimal Integer(ref MessagePackReader reader) => reader.NextCode is >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();

    private static bool IsText(string name, string text) => name switch
    {
        "Guid" => Guid.TryParseExact(text, text.Length == 32 ? "N" : "D", out _),
        "decimal" => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _),
        "Version" => Version.TryParse(text, out _),
        "Uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        _ => true,
    };

    private static UnreadableException Mismatch(string path, MessagePackType found, string wanted) => new(
        $"{path} is {found switch { MessagePackType.Integer => "a whole number", MessagePackType.Float => "a number", MessagePackType.Boolean => "true or false", MessagePackType.String => "a text", MessagePackType.Binary => "bytes", MessagePackType.Array => "an array", MessagePackType.Map => "a map", MessagePackType.Extension => "an extension", _ => "nothing known" }} that is no {wanted}");

    private sealed class UnreadableException(string message) : Exception(message);
}
