using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Literals;

/// <summary>A moment that the source spells out: a date, or so much before or after now.</summary>
/// <param name="Date">The date, or null where the moment hangs on the clock.</param>
/// <param name="FromNow">How far from now, where there is no date.</param>
/// <param name="HasZone">Whether the date says its offset; a <see cref="DateTime"/> takes it from the machine.</param>
internal readonly record struct MomentConstant(DateTimeOffset? Date, TimeSpan FromNow, bool HasZone)
{
    /// <summary>
    /// Only what lies before this day is past. Not the clock of the machine that compiles: a build must not begin to fail by
    /// itself, so the day is that of the rule.
    /// </summary>
    public static readonly DateTimeOffset FirstDayThatMayLieAhead = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Offset = "System.DateTimeOffset";
    private const string Local = "System.DateTime";
    private const string Provider = "System.TimeProvider";

    private static readonly TimeSpan WidestZone = TimeSpan.FromHours(14);

    private static MomentConstant Now => new(null, TimeSpan.Zero, HasZone: true);

    /// <summary>Whether it has passed, whenever the program runs.</summary>
    public bool IsPast => Date is { } date ? date < FirstDayThatMayLieAhead : FromNow < TimeSpan.Zero;

    /// <summary>Whether it comes for certain no later than another.</summary>
    public bool IsNoLaterThan(MomentConstant other) => (Date, other.Date) switch
    {
        (null, null) => FromNow <= other.FromNow,
        ({ } one, { } two) => HasZone == other.HasZone ? one <= two : two - one >= WidestZone,
        _ => false,
    };

    /// <summary>The moment, or null where it is known at run time only.</summary>
    public static MomentConstant? Of(IOperation? operation)
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

    private static MomentConstant? Read(IOperation? operation) => operation switch
    {
        // A DateTime becomes a DateTimeOffset by an operator of the framework.
        IConversionOperation conversion when conversion.OperatorMethod is null || conversion.OperatorMethod.ContainingType.Is(Offset) => Read(conversion.Operand),
        IDefaultValueOperation { Type: { } type } when IsDate(type) => On(DateTimeOffset.MinValue),
        IFieldReferenceOperation { Field: { IsStatic: true } field } when IsDate(field.ContainingType) => Named(field.Name),
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Now" or "UtcNow" } property } when IsDate(property.ContainingType) => Now,
        IPropertyReferenceOperation { Property.Name: "UtcDateTime" or "DateTime" or "LocalDateTime", Instance: { } instance } => Read(instance),
        IInvocationOperation { TargetMethod.Name: "GetUtcNow" or "GetLocalNow" } clock when clock.TargetMethod.ContainingType.Is(Provider) => Now,
        IInvocationOperation { Instance: null } made when IsDate(made.TargetMethod.ContainingType) => Made(made),
        IInvocationOperation { Instance: { } instance } changed when IsDate(changed.TargetMethod.ContainingType) => Changed(Read(instance), changed),
        IObjectCreationOperation created when IsDate(created.Type) => Created(created),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when DurationConstant.Of(sum.RightOperand) is { } duration =>
            Read(sum.LeftOperand)?.Plus(duration),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference when DurationConstant.Of(difference.RightOperand) is { } duration =>
            Read(difference.LeftOperand)?.Plus(-duration),
        _ => null,
    };

    private static MomentConstant? Named(string field) => field switch
    {
        "MinValue" => On(DateTimeOffset.MinValue),
        "MaxValue" => On(DateTimeOffset.MaxValue),
        "UnixEpoch" => On(DateTimeOffset.FromUnixTimeSeconds(0)),
        _ => null,
    };

    private static MomentConstant? Made(IInvocationOperation made)
    {
        if (made.Arguments.FirstOrDefault()?.Value is not { } first)
        {
            return null;
        }

        return (made.TargetMethod.Name, first.ConstantValue.HasValue ? first.ConstantValue.Value : null, DurationConstant.Number(first)) switch
        {
            // Without a style of its own a text without offset is local; how local, the machine knows.
            ("Parse" or "ParseExact", string text, _)
                when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) => new(date, TimeSpan.Zero, HasZone: false),
            ("FromUnixTimeSeconds", _, { } seconds) => On(DateTimeOffset.FromUnixTimeSeconds(checked((long)seconds))),
            ("FromUnixTimeMilliseconds", _, { } milliseconds) => On(DateTimeOffset.FromUnixTimeMilliseconds(checked((long)milliseconds))),
            _ => null,
        };
    }

    private static MomentConstant? Changed(MomentConstant? moment, IInvocationOperation changed)
    {
        var name = changed.TargetMethod.Name;
        if (moment is null || name is "ToUniversalTime" or "ToLocalTime")
        {
            return moment;
        }

        if (changed.Arguments is not [{ Value: var value }])
        {
            return null;
        }

        if (name is "Add" or "Subtract")
        {
            return DurationConstant.Of(value) is { } duration ? moment.Value.Plus(name == "Add" ? duration : -duration) : null;
        }

        if (DurationConstant.Number(value) is not { } number || !name.StartsWith("Add", StringComparison.Ordinal))
        {
            return null;
        }

        return (name, moment.Value.Date) switch
        {
            ("AddMonths", { } date) => moment.Value with { Date = date.AddMonths(checked((int)number)) },
            ("AddYears", { } date) => moment.Value with { Date = date.AddYears(checked((int)number)) },
            _ => DurationConstant.Unit(name.Substring("Add".Length)) is { } unit ? moment.Value.Plus(TimeSpan.FromTicks(checked((long)(number * unit)))) : null,
        };
    }

    private static MomentConstant? Created(IObjectCreationOperation created)
    {
        var values = created.Arguments.OrderBy(static one => one.Parameter?.Ordinal).Select(static one => one.Value).ToList();
        if (values.Count is 1 or 2 && values[0].Type.Is(Local))
        {
            return Read(values[0]) is { } moment
                ? values.Count == 2 && moment.Date is { } written && DurationConstant.Of(values[1]) is { } its ? On(written - its) : moment
                : null;
        }

        if (values.Exists(static one => one.Type.Is("System.Globalization.Calendar")))
        {
            return null;
        }

        var numbers = values.TakeWhile(static one => DurationConstant.Number(one) is not null && one.Type is { TypeKind: not TypeKind.Enum })
            .Select(static one => checked((int)DurationConstant.Number(one)!.Value)).ToList();
        if (numbers.Count is not (3 or 6 or 7 or 8))
        {
            return null;
        }

        var date = new DateTimeOffset(
            numbers[0], numbers[1], numbers[2], numbers.ElementAtOrDefault(3), numbers.ElementAtOrDefault(4), numbers.ElementAtOrDefault(5), TimeSpan.Zero);
        return created.Type.Is(Offset) && DurationConstant.Of(values[values.Count - 1]) is { } offset
            ? On(date - offset)
            : new(date, TimeSpan.Zero, HasZone: false);
    }

    private MomentConstant Plus(TimeSpan duration) => Date is { } date ? this with { Date = date + duration } : this with { FromNow = FromNow + duration };

    private static MomentConstant On(DateTimeOffset date) => new(date, TimeSpan.Zero, HasZone: true);

    private static bool IsDate(ITypeSymbol? type) => type.Is(Offset) || type.Is(Local);
}
