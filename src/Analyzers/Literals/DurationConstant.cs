using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Literals;

/// <summary>Reads a <see cref="TimeSpan"/> that the source spells out, such as <c>TimeSpan.FromMinutes(5)</c>.</summary>
internal static class DurationConstant
{
    private const string Type = "System.TimeSpan";

    /// <summary>The duration, or null where it is known at run time only.</summary>
    public static TimeSpan? Of(IOperation? operation)
    {
        try
        {
            return Read(operation);
        }
        catch (Exception outside) when (outside is OverflowException or ArgumentException)
        {
            // What does not fit throws where it runs, too.
            return null;
        }
    }

    private static TimeSpan? Read(IOperation? operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Read(conversion.Operand),
        IDefaultValueOperation { Type: { } type } when type.Is(Type) => TimeSpan.Zero,
        IFieldReferenceOperation { Field: { IsStatic: true } field } => Named(field),
        IInvocationOperation { Instance: null } made when made.TargetMethod.ContainingType.Is(Type) => Made(made),
        IInvocationOperation { Instance: { } instance } changed when changed.TargetMethod.ContainingType.Is(Type) => Changed(Read(instance), changed),
        IObjectCreationOperation created when created.Type.Is(Type) => Created(created),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => Read(negated.Operand)?.Negate(),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Read(sum.LeftOperand) + Read(sum.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference => Read(difference.LeftOperand) - Read(difference.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product =>
            Times(Read(product.LeftOperand), Number(product.RightOperand)) ?? Times(Read(product.RightOperand), Number(product.LeftOperand)),
        _ => null,
    };

    private static TimeSpan? Named(IFieldSymbol field) => field switch
    {
        { Name: "InfiniteTimeSpan" } when field.ContainingType.Is("System.Threading.Timeout") => TimeSpan.FromMilliseconds(-1),
        _ when !field.ContainingType.Is(Type) => null,
        { Name: nameof(TimeSpan.Zero) } => TimeSpan.Zero,
        { Name: nameof(TimeSpan.MaxValue) } => TimeSpan.MaxValue,
        { Name: nameof(TimeSpan.MinValue) } => TimeSpan.MinValue,
        _ => null,
    };

    private static TimeSpan? Made(IInvocationOperation made)
    {
        var name = made.TargetMethod.Name;
        if (name == nameof(TimeSpan.Parse))
        {
            return made.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string text } }, ..]
                && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var parsed)
                    ? parsed
                    : null;
        }

        if (!name.StartsWith("From", StringComparison.Ordinal))
        {
            return null;
        }

        // FromMinutes(double value), and of newer frameworks FromMinutes(long minutes, long seconds, ...).
        var sum = TimeSpan.Zero;
        foreach (var argument in made.Arguments)
        {
            if (Number(argument.Value) is not { } number || (Unit(argument.Parameter?.Name) ?? Unit(name.Substring("From".Length))) is not { } unit)
            {
                return null;
            }

            sum += TimeSpan.FromTicks(checked((long)(number * unit)));
        }

        return sum;
    }

    private static TimeSpan? Changed(TimeSpan? duration, IInvocationOperation changed) => changed switch
    {
        _ when duration is null => null,
        { TargetMethod.Name: nameof(TimeSpan.Negate) } => -duration,
        { TargetMethod.Name: nameof(TimeSpan.Duration) } => duration.Value.Duration(),
        { TargetMethod.Name: nameof(TimeSpan.Add), Arguments: [var one] } => duration + Read(one.Value),
        { TargetMethod.Name: nameof(TimeSpan.Subtract), Arguments: [var one] } => duration - Read(one.Value),
        { TargetMethod.Name: "Multiply", Arguments: [var one] } => Times(duration, Number(one.Value)),
        _ => null,
    };

    private static TimeSpan? Created(IObjectCreationOperation created)
    {
        var numbers = created.Arguments.OrderBy(static one => one.Parameter?.Ordinal).Select(static one => Number(one.Value)).ToList();
        if (numbers.Contains(null))
        {
            return null;
        }

        var whole = numbers.ConvertAll(static one => checked((long)one!.Value));
        return whole.Count switch
        {
            0 => TimeSpan.Zero,
            1 => TimeSpan.FromTicks(whole[0]),
            3 => new TimeSpan(checked((int)whole[0]), checked((int)whole[1]), checked((int)whole[2])),
            4 or 5 or 6 => new TimeSpan(
                checked((int)whole[0]), checked((int)whole[1]), checked((int)whole[2]), checked((int)whole[3]), checked((int)whole.ElementAtOrDefault(4))),
            _ => null,
        };
    }

    private static TimeSpan? Times(TimeSpan? duration, double? factor) =>
        duration is { } one && factor is { } many ? TimeSpan.FromTicks(checked((long)(one.Ticks * many))) : null;

    /// <summary>A number that the compiler knows.</summary>
    internal static double? Number(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion)
        {
            operation = conversion.Operand;
        }

        return operation?.ConstantValue is { HasValue: true, Value: { } value } && value is int or long or double or float or short or byte or uint
            ? Convert.ToDouble(operation!.ConstantValue.Value, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The ticks of a unit by its English name.</summary>
    internal static long? Unit(string? name) => name?.ToLowerInvariant() switch
    {
        "days" => TimeSpan.TicksPerDay,
        "hours" => TimeSpan.TicksPerHour,
        "minutes" => TimeSpan.TicksPerMinute,
        "seconds" => TimeSpan.TicksPerSecond,
        "milliseconds" => TimeSpan.TicksPerMillisecond,
        "microseconds" => TimeSpan.TicksPerMillisecond / 1000,
        "ticks" => 1,
        _ => null,
    };
}
