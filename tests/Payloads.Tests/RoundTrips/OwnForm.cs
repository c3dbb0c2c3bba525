using System.Collections;
using MessagePack;
using TypedTasks.Payloads.Tests.Primitives;

namespace TypedTasks.Payloads.Tests.RoundTrips;

/// <summary>Writes values of the types that MessagePack-CSharp has no form for, alone or in an array.</summary>
internal static class OwnForm
{
    public static byte[] Write(object? value)
    {
        if (value is null)
        {
            return [MessagePackCode.Nil];
        }

        if (value is not IList list)
        {
            return AllPrimitives.List.Single(primitive => primitive.Type == value.GetType()).WriteObject(value);
        }

        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(list.Count);
        foreach (object? item in list)
        {
            writer.WriteRaw(Write(item));
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
