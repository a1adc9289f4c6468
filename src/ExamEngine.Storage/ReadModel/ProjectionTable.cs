using System.Reflection;
using System.Text.Json;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.ReadModel;

/// <summary>What a projection column holds. Each store has one representation per kind, the same that EF Core reads.</summary>
internal enum ColumnKind
{
    Text,
    Integer,
    Boolean,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A point in time, in microseconds.</summary>
    Moment,
}

internal sealed record ProjectionColumn(PropertyInfo Property, string Name, ColumnKind Kind, bool Nullable)
{
    public object? Read(ProjectionRow row) => Property.GetValue(row);
}

/// <summary>
/// How one type of <see cref="ProjectionRow"/> lies in its table: columns in the order of the record's parameters, the first one the primary key.
/// The stores write by it, the EF Core model is made from it. A new row type needs one line in <see cref="All"/> and a migration.
/// </summary>
internal sealed class ProjectionTable
{
    public static readonly IReadOnlyList<ProjectionTable> All =
    [
        Of<ProgramRow>("programs"),
        Of<ExamRow>("exams"),
        Of<LearnerRow>("learners"),
        Of<WindowRow>("windows"),
        Of<SeatRow>("seats"),
        Of<EnrolmentRow>("enrolments"),
        Of<SessionRow>("sessions"),
        Of<AttemptRow>("attempts"),
        Of<CredentialRow>("credentials"),
        Of<ReviewRow>("reviews"),
        Of<ReviewSubjectRow>("review_subjects"),
        Of<RoomScopeRow>("room_scopes"),
        Of<RoomProctorRow>("room_proctors"),
        Of<RegistrationRow>("registrations"),
        Of<WaitingRow>("waiting"),
        Of<VoucherRow>("vouchers"),
        Of<AccommodationRequestRow>("accommodation_requests"),
        Of<SchoolRow>("schools"),
        Of<AgreementRow>("agreements"),
        Of<ShareRow>("shares"),
        Of<NameConsentRow>("name_consents"),
    ];

    private static readonly Dictionary<Type, int> Ordinals = All.Select((t, i) => (t.RowType, i)).ToDictionary(p => p.RowType, p => p.i);

    private ProjectionTable(Type rowType, string name)
    {
        RowType = rowType;
        Name = name;
        var nullability = new NullabilityInfoContext();
        Columns =
        [
            .. rowType.GetConstructors()[0].GetParameters()
                .Select(p => rowType.GetProperty(p.Name ?? "") ?? throw new InvalidOperationException($"{rowType.Name} is not a positional record."))
                .Select(p => new ProjectionColumn(p, SnakeCase(p.Name), KindOf(p.PropertyType), nullability.Create(p).ReadState == NullabilityState.Nullable)),
        ];
    }

    public Type RowType { get; }

    public string Name { get; }

    public IReadOnlyList<ProjectionColumn> Columns { get; }

    public ProjectionColumn Key => Columns[0];

    /// <exception cref="InvalidOperationException">The row's type is not in <see cref="All"/>.</exception>
    public static ProjectionTable For(ProjectionRow row) => All[OrdinalOf(row)];

    public static int OrdinalOf(ProjectionRow row) =>
        Ordinals.TryGetValue(row.GetType(), out var ordinal)
            ? ordinal
            : throw new InvalidOperationException($"{row.GetType().Name} has no table: add it to ProjectionTable.All and add a migration for each provider.");

    public string KeyOf(ProjectionRow row) =>
        Key.Read(row) as string ?? throw new InvalidOperationException($"A row of {Name} has no key.");

    /// <summary>Insert or replace one row by primary key, its values as <c>?1</c>… in the order of the columns.</summary>
    public string UpsertSql() => Upsert($"values ({string.Join(", ", Columns.Select((_, i) => $"?{i + 1}"))})");

    /// <summary>As <see cref="UpsertSql"/> for many rows of different keys, one array a column as <c>$1</c>… (PostgreSQL).</summary>
    public string UpsertManySql() => Upsert($"select * from unnest({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})");

    private string Upsert(string rows) =>
        $"insert into {Name} ({string.Join(", ", Columns.Select(c => c.Name))}) {rows} on conflict ({Key.Name}) do update set "
        + string.Join(", ", Columns.Skip(1).Select(c => $"{c.Name} = excluded.{c.Name}"));

    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static ProjectionTable Of<TRow>(string name) where TRow : ProjectionRow => new(typeof(TRow), name);

    private static ColumnKind KindOf(Type type)
    {
        var plain = System.Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? ColumnKind.Text
            : plain == typeof(int) || plain == typeof(long) ? ColumnKind.Integer
            : plain == typeof(bool) ? ColumnKind.Boolean
            : plain == typeof(decimal) ? ColumnKind.Number
            : plain == typeof(DateTimeOffset) ? ColumnKind.Moment
            : throw new InvalidOperationException($"A projection column cannot hold {type.Name}.");
    }
}
