using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TypedTasks.Payloads.Tests.Hostile;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Primitives;

/// <summary>Values that travel as text are taken just as the base class library takes them.</summary>
public sealed class TextFormTests
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private const string Hyphens = "5f0c8d6e-8b1f-4c53-9f53-1f8a2c1de6b7";

    [Theory]
    [InlineData(Hyphens)]
    [InlineData("5F0C8D6E-8B1F-4C53-9F53-1F8A2C1DE6B7")]
    [InlineData("5f0C8d6E-8B1f-4c53-9F53-1f8A2c1dE6b7")]
    [InlineData("5f0c8d6e8b1f4c539f531f8a2c1de6b7")]
    [InlineData("5F0C8D6E8B1F4C539F531F8A2C1DE6B7")]
    public void A_Guid_is_taken_in_either_case_with_hyphens_or_without(string text) =>
        Assert.Equal(new Guid(Hyphens), AllPrimitives.Of<Guid>().Read(Str(text)));

    [Theory]
    [InlineData("")]
    [InlineData("5f0c8d6e-8b1f-4c53-9f53-1f8a2c1de6b")]
    [InlineData("5f0c8d6e-8b1f-4c53-9f53-1f8a2c1de6b70")]
    [InlineData("5f0c8d6e8b1f4c539f531f8a2c1de6b")]
    [InlineData("5f0c8d6e8b1f4c539f531f8a2c1de6b7ffff")]
    [InlineData("5f0c8d6-e8b1f-4c53-9f53-1f8a2c1de6b7")]
    [InlineData("{5f0c8d6e8b1f4c539f531f8a2c1de6b7}ff")]
    public void A_Guid_of_another_shape_is_refused(string text) =>
        Assert.Contains("a Guid as str", Refusal.Of(Str(text), (ref r) => r.ReadGuid()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_Guid_is_refused_with_any_byte_in_any_place_that_the_base_class_library_refuses()
    {
        foreach (string whole in (string[])[Hyphens, Hyphens.Replace("-", string.Empty, StringComparison.Ordinal)])
        {
            for (int place = 0; place < whole.Length; place++)
            {
                for (int other = 0; other <= byte.MaxValue; other++)
                {
                    byte[] text = Encoding.ASCII.GetBytes(whole);
                    text[place] = (byte)other;
                    bool taken = Utf8Parser.TryParse(text, out Guid expected, out int length, whole.Length == 36 ? 'D' : 'N') && length == text.Length;
                    Guid value = default;
                    Assert.Equal(taken, Refusal.Try([0xD9, (byte)text.Length, .. text], (ref r) => value = r.ReadGuid()) is null);
                    Assert.Equal(taken ? expected : default, value);
                }
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.00")]
    [InlineData("00012.50")]
    [InlineData("5.")]
    [InlineData(".5")]
    [InlineData("-.5")]
    [InlineData("+1.5")]
    [InlineData("1e3")]
    [InlineData("1.50E-7")]
    [InlineData("9999999999999999999")]
    [InlineData("-999999999999999999.9")]
    [InlineData("0.000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("0.00000000000000000000000000019")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-.")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1.2.3")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("1e")]
    [InlineData("1\0")]
    [InlineData("NaN")]
    public void A_decimal_is_what_the_base_class_library_makes_of_it(string text) => AgreeOnDecimal(text);

    [Fact]
    public void A_decimal_of_any_characters_is_what_the_base_class_library_makes_of_it()
    {
        var random = new Random(13);
        for (int i = 0; i < 50_000; i++)
        {
            // Digits more often than the rest, so that a good part of them are numbers.
            AgreeOnDecimal(new string(random.GetItems("0123456789012345678901234567890123456789..-+eE "u8.ToArray().Select(static one => (char)one).ToArray(), random.Next(1, 24))));
        }
    }

    [Fact]
    public void A_text_is_refused_wherever_it_is_no_UTF8_and_kept_wherever_it_is()
    {
        for (int length = 0; length <= 70; length++)
        {
            string plain = new('x', length);
            Assert.Equal(plain, AllPrimitives.Of<string?>().Read(Str(plain)));
            for (int place = 0; place < length; place++)
            {
                string accented = plain.Remove(place, 1).Insert(place, "ö€😀\0");
                Assert.Equal(accented, AllPrimitives.Of<string?>().Read(Str(accented)));
                byte[] broken = Str(plain);
                broken[^(length - place)] = 0xC3;
                Assert.EndsWith("expected a str, found bytes that are no UTF-8.", Refusal.Try(broken, (ref r) => r.ReadString())!.Message, StringComparison.Ordinal);
            }
        }
    }

    private static void AgreeOnDecimal(string text)
    {
        bool taken = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal expected);
        decimal value = 0;
        PayloadException? error = Refusal.Try(Str(text), (ref r) => value = r.ReadDecimal());
        Assert.True(taken == error is null, text);
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(value));
    }

    private static byte[] Str(string text) => [0xD9, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
