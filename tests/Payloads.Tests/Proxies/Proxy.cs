using System.Reflection;
using TypedTasks.Dispatch;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Proxies;

/// <summary>A generated proxy without its types, so that one test runs over the whole zoo. Reflection lives here, never in what is tested.</summary>
public abstract class Proxy
{
    /// <summary>Every proxy of this assembly, by wire name.</summary>
    public static readonly IReadOnlyDictionary<string, Proxy> All = typeof(Proxy).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(TaskDefinition)) && !type.IsAbstract)
        .Select(Of)
        .ToDictionary(proxy => proxy.Name);

    /// <summary>The proxy of a task of the zoo.</summary>
    public static Proxy Find(Type zoo, string task) => All[$"{zoo.FullName}.{task}"];

    /// <summary>The name on the wire.</summary>
    public abstract string Name { get; }

    /// <summary>The generated record struct of the arguments.</summary>
    public abstract Type ArgumentsType { get; }

    public abstract Type ResultType { get; }

    /// <summary>What <c>Call(...)</c> puts on the wire.</summary>
    public abstract byte[] Write(object arguments);

    /// <summary>What a worker reads from it.</summary>
    public object Read(ReadOnlyMemory<byte> bytes) => Read(bytes, out _);

    /// <summary>The same, and how many bytes that took.</summary>
    public abstract object Read(ReadOnlyMemory<byte> bytes, out long length);

    public abstract byte[] WriteResult(object? result);

    public abstract object? ReadResult(ReadOnlyMemory<byte> bytes);

    /// <summary>The arguments of the task from their values, in parameter order.</summary>
    public object Arguments(params object?[] values) =>
        ArgumentsType.GetConstructors().Single(c => c.GetParameters().Length == values.Length && (values.Length != 1 || c.GetParameters()[0].ParameterType != ArgumentsType)).Invoke(values);

    public sealed override string ToString() => Name;

    private static Proxy Of(Type type)
    {
        var definition = (TaskDefinition)type.GetField("Instance", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        Type typed = type.BaseType!;
        return (Proxy)Activator.CreateInstance(typeof(Proxy<,>).MakeGenericType(typed.GetGenericArguments()), definition)!;
    }
}

/// <summary>The same with its types.</summary>
public sealed class Proxy<TArguments, TResult>(TaskDefinition<TArguments, TResult> definition) : Proxy
    where TArguments : struct
{
    private delegate TValue Reader<TValue>(TaskDefinition<TArguments, TResult> definition, ref PayloadReader reader);

    private delegate void Writer<TValue>(TaskDefinition<TArguments, TResult> definition, ref PayloadWriter writer, TValue value);

    private static readonly Reader<TArguments> ReadArgumentsOf = Method<Reader<TArguments>>("ReadArguments");
    private static readonly Reader<TResult> ReadResultOf = Method<Reader<TResult>>("ReadResult");
    private static readonly Writer<TResult> WriteResultOf = Method<Writer<TResult>>("WriteResult");

    public override string Name => definition.Name;

    public override Type ArgumentsType => typeof(TArguments);

    public override Type ResultType => typeof(TResult);

    public override byte[] Write(object arguments) => definition.Call((TArguments)arguments).Arguments.ToArray();

    public override object Read(ReadOnlyMemory<byte> bytes, out long length)
    {
        var reader = new PayloadReader(bytes);
        TArguments arguments = ReadArgumentsOf(definition, ref reader);
        length = reader.Position;
        return arguments;
    }

    public override byte[] WriteResult(object? result)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new PayloadWriter(output);
        WriteResultOf(definition, ref writer, (TResult)result!);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public override object? ReadResult(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        return ReadResultOf(definition, ref reader);
    }

    // Protected in the base: a user's code has no business there.
    private static T Method<T>(string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Skip(1).Select(parameter => parameter.ParameterType)];
        return typeof(TaskDefinition<TArguments, TResult>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance, parameters)!.CreateDelegate<T>();
    }
}
