using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// A response as it is stored: <c>{"kind":"choices","options":["a"]}</c>, <c>{"kind":"text","value":"42"}</c> or
/// <c>{"kind":"blank"}</c>, members in any order. By hand because every save passes through here: the
/// serializer's own polymorphism costs a stack of frames for each.
/// </summary>
public sealed class ResponseValueJson : JsonConverter<ResponseValue>
{
    private static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind"), Options = JsonEncodedText.Encode("options"), Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Blank = JsonEncodedText.Encode("blank"), Choices = JsonEncodedText.Encode("choices"), Text = JsonEncodedText.Encode("text");

    public override void Write(Utf8JsonWriter writer, ResponseValue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case ResponseValue.Blank:
                writer.WriteString(Kind, Blank);
                break;
            case ResponseValue.Choices choices:
                writer.WriteString(Kind, Choices);
                writer.WriteStartArray(Options);
                foreach (var option in choices.Options)
                    writer.WriteStringValue(option);
                writer.WriteEndArray();
                break;
            case ResponseValue.Text text:
                writer.WriteString(Kind, Text);
                writer.WriteString(Value, text.Value);
                break;
            default:
                throw new InvalidOperationException($"Unknown response {value.GetType().Name}.");
        }
        writer.WriteEndObject();
    }

    public override ResponseValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? kind = null, text = null;
        ImmutableArray<string>? ticked = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(Kind.EncodedUtf8Bytes))
                kind = Next(ref reader);
            else if (reader.ValueTextEquals(Value.EncodedUtf8Bytes))
                text = Next(ref reader);
            else if (reader.ValueTextEquals(Options.EncodedUtf8Bytes))
                ticked = Names(ref reader);
            else
                reader.Skip();
        }
        return (kind, ticked, text) switch
        {
            ("blank", _, _) => ResponseValue.None,
            ("choices", { } names, _) => new ResponseValue.Choices(names),
            ("text", _, { } given) => new ResponseValue.Text(given),
            _ => throw new JsonException($"A response of kind '{kind}' is unknown or lacks its value."),
        };
    }

    private static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static ImmutableArray<string> Names(ref Utf8JsonReader reader)
    {
        var names = ImmutableArray.CreateBuilder<string>(1);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            names.Add(reader.GetString() ?? throw new JsonException("An option has a name."));
        return names.DrainToImmutable();
    }
}
