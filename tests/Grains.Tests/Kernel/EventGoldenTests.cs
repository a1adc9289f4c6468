using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace Grains.Tests.Kernel;

/// <summary>
/// What journals hold on other people's disks. <c>Goldens/{event name}.json</c> is the body of one event; more bodies of the same event are
/// called <c>{event name}~{what}.json</c>. Files are added, never changed.
/// </summary>
public sealed class EventGoldenTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Goldens");
    private static readonly JsonSerializerOptions Text = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Codecs().Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files => [.. System.IO.Directory.EnumerateFiles(Directory, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_has_a_golden(string name)
    {
        Assert.True(
            File.Exists(Path.Combine(Directory, $"{name}.json")),
            $"The event '{name}' has no golden. Write its body, as the journal would hold it, to tests/Grains.Tests/Goldens/{name}.json and keep it for ever.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_golden_is_read_and_written_as_it_was(string file)
    {
        var name = file.Split('~')[0];
        var golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, $"{file}.json")))!.ToJsonString(Text);

        var roundTrip = Assert.Contains(name, (IDictionary<string, Func<StoredEvent, NewEvent>>)Codecs());
        var again = roundTrip(new("golden", 1, name, Encoding.UTF8.GetBytes(golden), At, "golden"));

        Assert.Equal((name, At), (again.Type, again.At));
        var written = JsonNode.Parse(again.Body.Span)!.ToJsonString(Text);
        Assert.True(
            golden == written,
            $"'{name}' is no longer written as it stands in journals. Leave its golden and its type as they were, and give the new shape a new name "
            + $"(next to it in its codec, with a golden of its own; Evolve then knows both).\nGolden:\n{golden}\nNow:\n{written}");
    }

    [Fact]
    public void An_event_of_an_unknown_name_is_not_passed_over()
    {
        var codec = ExamEngine.Grains.Sessions.SessionJournal.Codec;

        Assert.Throws<InvalidOperationException>(() => codec.Decode(new("session/1", 1, "session.teleported.v1", "{}"u8.ToArray(), At, "system")));
    }

    /// <summary>Every codec of the engine, found by its type so that none is forgotten: event name to "decode and encode again".</summary>
    private static Dictionary<string, Func<StoredEvent, NewEvent>> Codecs()
    {
        var codecs = new Dictionary<string, Func<StoredEvent, NewEvent>>();
        var fields = typeof(EventCodec<>).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(EventCodec<>));
        foreach (var field in fields)
        {
            var add = typeof(EventGoldenTests).GetMethod(nameof(Add), BindingFlags.Static | BindingFlags.NonPublic)!;
            add.MakeGenericMethod(field.FieldType.GetGenericArguments()).Invoke(null, [field.GetValue(null), codecs]);
        }
        return codecs;
    }

    private static void Add<TEvent>(EventCodec<TEvent> codec, Dictionary<string, Func<StoredEvent, NewEvent>> codecs) where TEvent : class
    {
        foreach (var name in codec.Names)
            codecs.Add(name, stored => codec.Encode(codec.Decode(stored), "golden"));
    }
}
