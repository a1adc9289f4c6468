using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>A ceremony's list by name, in the scripts of its guests.</summary>
public abstract class CeremonySpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    /// <summary>As the Unicode collation algorithm sorts them, which is how their readers would.</summary>
    private static readonly string[] InOrder =
        ["ada Lovelace", "Ada Lovelace", "Ádám Nagy", "Adam Smith", "Øystein Ore", "Zoë 李", "Ωμέγα Παππά", "Анна Ахматова", "Яна Кац", "Արամ Խաչատրյան", "דוד כהן", "محمد الخوارزمي", "श्रीकृष्ण द्विवेदी", "น้ำผึ้ง ศรีสุวรรณ", "김유신", "さくら", "李白"];

    private readonly string _program = Guid.NewGuid().ToString("N")[..12];
    private OpenStorage? _storage;

    private CeremonyQueries Ceremonies => _storage!.Get<CeremonyQueries>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Names_of_every_script_are_in_the_order_of_their_readers_page_by_page()
    {
        await Write([.. InOrder.Reverse().SelectMany((name, n) => Guest($"g{n}", name))]);

        var all = new List<Celebrated>();
        while (await Ceremonies.Earned(new(_program, Moments.Ever), CeremonyOrder.Name, all.LastOrDefault()?.Id, 3, default) is { Count: > 0 } page)
            all.AddRange(page);

        // Both agree about what readers notice; which of upper and lower case, and which script, comes first is a version's own.
        Assert.Equal(InOrder.Length, all.Select(one => one.Name).Distinct().Count());
        Assert.Equal(InOrder, all.Select(one => one.Name));
    }

    [Fact]
    public async Task A_name_is_there_while_its_learner_agrees()
    {
        await Write([.. Guest("a", "Ada"), .. Guest("b", "Bea"), .. Guest("b", "Bea", "2")]);
        Assert.Equal(["Ada", "Bea", "Bea"], await Names());
        Assert.Equal((2, 3, 3), await Ceremonies.Figures(new(_program, Moments.Ever), default) is var all ? (all.Learners, all.Credentials, all.Named) : default);

        await Write([Consent("a") with { State = NameConsentRow.Withdrawn }]);
        Assert.Equal(["Bea", "Bea", null], await Names());
        Assert.Equal((2, 3, 2), await Ceremonies.Figures(new(_program, Moments.Ever), default) is var some ? (some.Learners, some.Credentials, some.Named) : default);
    }

    [Fact]
    public async Task Whoever_no_longer_agrees_while_a_list_is_read_takes_nobody_else_from_it()
    {
        await Write([.. Guest("a", "Ada"), .. Guest("b", "Bea"), .. Guest("c", "Cleo")]);

        var names = new List<string?>();
        await foreach (var one in Ceremonies.ByName(new(_program, Moments.Ever), 1, default))
        {
            names.Add(one.Name);
            if (one.Name == "Ada")
                await Write([Consent("a") with { State = NameConsentRow.Withdrawn }]);
        }

        // Ada was named before, and is one of the nameless after.
        Assert.Equal(["Ada", "Bea", "Cleo", null], names);
    }

    private async Task<IEnumerable<string?>> Names() =>
        ((await Ceremonies.Earned(new(_program, Moments.Ever), CeremonyOrder.Name, null, 10, default)) ?? []).Select(one => one.Name);

    private ProjectionRow[] Guest(string learner, string name, string number = "1") =>
    [
        new CredentialRow($"{_program}/{learner}/{number}", $"{_program}-{learner}", "", "exam", "program", "Road", name, Some.Noon, null, "{}", _program, "MY", Some.Noon),
        Consent(learner),
    ];

    private NameConsentRow Consent(string learner) =>
        new(NameConsentRow.IdOf(_program, $"{_program}-{learner}"), $"{_program}-{learner}", _program, NameConsentRow.Agreed, Some.Noon);

    private async Task Write(ProjectionRow[] rows) =>
        Assert.IsType<AppendResult.Committed>(await _storage!.Journal.Append(Some.Append(Some.Stream(), 0) with { Projections = rows }));
}

public sealed class SqliteCeremonies(SqliteFile database) : CeremonySpec<SqliteFile>(database);

public sealed class PostgresCeremonies(PostgresDatabase database) : CeremonySpec<PostgresDatabase>(database);
