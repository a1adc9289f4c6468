using System.Globalization;
using ExamEngine.Storage.Journal;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ExamEngine.Storage.ReadModel;

/// <summary>
/// Owns the whole schema: the journal, the agenda, the projections, accounts and data protection keys. Projections are only read here;
/// they are written with the events they follow from, by <see cref="IJournal.Append"/>.
/// </summary>
public abstract class ExamEngineDb(DbContextOptions options) : IdentityDbContext<Account>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public IQueryable<ProgramRow> Programs => Set<ProgramRow>().AsNoTracking();

    public IQueryable<ExamRow> Exams => Set<ExamRow>().AsNoTracking();

    public IQueryable<LearnerRow> Learners => Set<LearnerRow>().AsNoTracking();

    public IQueryable<WindowRow> Windows => Set<WindowRow>().AsNoTracking();

    public IQueryable<SeatRow> Seats => Set<SeatRow>().AsNoTracking();

    public IQueryable<EnrolmentRow> Enrolments => Set<EnrolmentRow>().AsNoTracking();

    public IQueryable<SessionRow> Sessions => Set<SessionRow>().AsNoTracking();

    public IQueryable<AttemptRow> Attempts => Set<AttemptRow>().AsNoTracking();

    public IQueryable<CredentialRow> Credentials => Set<CredentialRow>().AsNoTracking();

    public IQueryable<ReviewRow> Reviews => Set<ReviewRow>().AsNoTracking();

    public IQueryable<ReviewSubjectRow> ReviewSubjects => Set<ReviewSubjectRow>().AsNoTracking();

    public IQueryable<RoomScopeRow> RoomScopes => Set<RoomScopeRow>().AsNoTracking();

    public IQueryable<RoomProctorRow> RoomProctors => Set<RoomProctorRow>().AsNoTracking();

    public IQueryable<RegistrationRow> Registrations => Set<RegistrationRow>().AsNoTracking();

    public IQueryable<WaitingRow> Waiting => Set<WaitingRow>().AsNoTracking();

    public IQueryable<VoucherRow> Vouchers => Set<VoucherRow>().AsNoTracking();

    public IQueryable<AccommodationRequestRow> AccommodationRequests => Set<AccommodationRequestRow>().AsNoTracking();

    public IQueryable<SchoolRow> Schools => Set<SchoolRow>().AsNoTracking();

    public IQueryable<AgreementRow> Agreements => Set<AgreementRow>().AsNoTracking();

    public IQueryable<ShareRow> Shares => Set<ShareRow>().AsNoTracking();

    public IQueryable<NameConsentRow> NameConsents => Set<NameConsentRow>().AsNoTracking();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>(account =>
        {
            account.Property(a => a.LearnerId).HasMaxLength(120);
            account.Property(a => a.DisplayName).HasMaxLength(200);
            account.Property(a => a.SchoolId).HasMaxLength(120);
            account.HasIndex(a => a.LearnerId);
            account.HasIndex(a => a.SchoolId).HasFilter("\"SchoolId\" is not null");
        });

        foreach (var table in ProjectionTable.All)
        {
            var entity = builder.Entity(table.RowType);
            entity.ToTable(table.Name).HasKey(table.Key.Property.Name);
            foreach (var column in table.Columns)
            {
                var property = entity.Property(column.Property.PropertyType, column.Property.Name).HasColumnName(column.Name);
                if (column == table.Key) property.ValueGeneratedNever();
            }
        }

        IndexWindows(builder);
        builder.Entity<SessionRow>().HasIndex(s => s.LearnerId);
        builder.Entity<SessionRow>().HasIndex(s => new { s.ExamId, s.State });
        builder.Entity<AttemptRow>().HasIndex(a => a.LearnerId);
        builder.Entity<AttemptRow>().HasIndex(a => new { a.ExamId, a.State });
        builder.Entity<CredentialRow>().HasIndex(c => c.LearnerId);
        builder.Entity<ExamRow>().HasIndex(e => e.ProgramId);
        builder.Entity<RoomScopeRow>().HasIndex(r => new { r.ChangedAt, r.Id });
        builder.Entity<RoomProctorRow>().HasIndex(r => new { r.ProctorId, r.State, r.Scope, r.Room });
        IndexForStaff(builder);
        IndexReviews(builder);
        IndexPlaces(builder);
        IndexSchools(builder);
        ConfigureEnrolments(builder.Entity<EnrolmentRow>());

        builder.Entity<EventRow>(events =>
        {
            events.ToTable("events");
            events.Property(e => e.Stream).HasMaxLength(JournalWriter.MaxStreamLength);
            UseSnakeCase(events);
            ConfigureEvents(events);
        });
        builder.Entity<AgendaRow>(agenda =>
        {
            agenda.ToTable("agenda").HasKey(a => a.Key);
            agenda.HasIndex(a => a.AvailableAt);
            UseSnakeCase(agenda);
        });
        builder.Entity<JournalProbeRow>(probe =>
        {
            probe.ToTable("journal_probe").HasKey(p => p.Id);
            probe.Property(p => p.Id).ValueGeneratedNever();
            UseSnakeCase(probe);
        });
        builder.Entity<SignInTicketRow>(tickets =>
        {
            tickets.ToTable("sign_in_tickets").HasKey(t => t.Hash);
            tickets.HasIndex(t => t.ExpiresAt);
            UseSnakeCase(tickets);
        });
    }

    /// <summary>
    /// The figures of a window are counted from these indexes alone; sessions and attempts without a window are in none of them.
    /// </summary>
    private static void IndexWindows(ModelBuilder builder)
    {
        builder.Entity<WindowRow>().HasIndex(w => w.ExamId);
        builder.Entity<WindowRow>().HasIndex(w => new { w.Closes, w.Opens });
        builder.Entity<SeatRow>().HasIndex(s => new { s.WindowId, s.LearnerId, s.State });
        builder.Entity<SessionRow>().HasIndex(s => new { s.WindowId, s.LearnerId, s.StartedAt, s.State }).HasFilter("window_id is not null");
        builder.Entity<AttemptRow>().HasIndex(a => new { a.WindowId, a.State, a.Passed }).HasFilter("window_id is not null");
    }

    /// <summary>
    /// What staff page through. Each index begins with what is asked for and goes on in the order it is shown in, so a page costs its own rows
    /// and no sort, however many there are; those that end in further columns answer alone, without the table.
    /// </summary>
    private static void IndexForStaff(ModelBuilder builder)
    {
        builder.Entity<EnrolmentRow>().HasIndex(e => new { e.ExamId, e.LegalName, e.LearnerId, e.Country, e.State });
        builder.Entity<EnrolmentRow>().HasIndex(e => e.LearnerId);
        builder.Entity<AttemptRow>().HasIndex(a => new { a.ExamId, a.SealedAt, a.Id });
        builder.Entity<AttemptRow>().HasIndex(a => a.SealedAt).HasFilter("pending_responses > 0");
        builder.Entity<CredentialRow>().HasIndex(c => new { c.EarnedAt, c.Id, c.Country, c.LearnerId, c.RevokedAt, c.Kind, c.ProgramId });
        builder.Entity<CredentialRow>().HasIndex(c => new { c.ProgramId, c.EarnedAt, c.Id, c.Country, c.LearnerId, c.RevokedAt, c.Kind });
    }

    /// <summary>
    /// Reviews are listed by what is open, of all exams, of one, or of one room; most reviews of a year are closed, and those cost an open list
    /// nothing. Rules are counted in an index alone.
    /// </summary>
    private static void IndexReviews(ModelBuilder builder)
    {
        builder.Entity<ReviewRow>().HasIndex(r => new { r.State, r.OpenedAt, r.Id });
        builder.Entity<ReviewRow>().HasIndex(r => new { r.ExamId, r.State, r.OpenedAt, r.Id });
        builder.Entity<ReviewRow>().HasIndex(r => new { r.Room, r.State, r.OpenedAt, r.Id });
        builder.Entity<ReviewRow>().HasIndex(r => r.LearnerId);
        builder.Entity<ReviewSubjectRow>().HasIndex(s => new { s.ExamId, s.Kind, s.Rule, s.Title, s.Judged, s.Dismissed });
        builder.Entity<ReviewSubjectRow>().HasIndex(s => new { s.ExamId, s.First, s.Second }).HasFilter("second is not null");
    }

    /// <summary>A waiting list is read in its order, a learner's places by the learner; what is answered or over costs neither anything.</summary>
    private static void IndexPlaces(ModelBuilder builder)
    {
        builder.Entity<WaitingRow>().HasIndex(w => new { w.WindowId, w.State, w.Number });
        builder.Entity<WaitingRow>().HasIndex(w => new { w.LearnerId, w.ExamId, w.State });
        builder.Entity<VoucherRow>().HasIndex(v => new { v.ExamId, v.Id });
        builder.Entity<AccommodationRequestRow>().HasIndex(r => new { r.State, r.AskedAt, r.Id });
    }

    /// <summary>A school pages through what is shared with it now, newest first; programs, credit and words are looked for on that way.</summary>
    private static void IndexSchools(ModelBuilder builder)
    {
        builder.Entity<AgreementRow>().HasIndex(a => new { a.ProgramId, a.SchoolId });
        builder.Entity<AgreementRow>().HasIndex(a => a.SchoolId);
        builder.Entity<ShareRow>().HasIndex(s => new { s.SchoolId, s.State, s.ConsentedAt, s.Id }).IsDescending(false, false, true, false);
        builder.Entity<ShareRow>().HasIndex(s => new { s.SchoolId, s.State, s.ProgramId, s.Credited });
        builder.Entity<ShareRow>().HasIndex(s => s.LearnerId);
    }

    /// <summary>Sets the key of the events, the one thing that differs: what is fastest to append to is not the same in both databases.</summary>
    private protected abstract void ConfigureEvents(EntityTypeBuilder<EventRow> events);

    /// <summary>
    /// The collation that puts names of every script into the order of the Unicode collation algorithm: scripts one after the other, each as its readers
    /// know it, accents after letters. Of equals the bytes decide, so a page can go on after a name. No index uses it: its order may differ a little from one
    /// version of ICU to the next.
    /// </summary>
    internal abstract string CollateNames();

    /// <summary>Sees to it that names sort by their bytes: the same order in both databases, and in every index of a server whatever its language.</summary>
    private protected virtual void ConfigureEnrolments(EntityTypeBuilder<EnrolmentRow> enrolments) { }

    private static void UseSnakeCase<TEntity>(EntityTypeBuilder<TEntity> entity) where TEntity : class
    {
        foreach (var property in typeof(TEntity).GetProperties())
            entity.Property(property.PropertyType, property.Name).HasColumnName(ProjectionTable.SnakeCase(property.Name));
    }
}

/// <summary>The schema on SQLite. Events lie in a rowid table with a unique index: an append then writes at the end of the table, whatever the stream.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ExamEngineDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();

    private protected override void ConfigureEvents(EntityTypeBuilder<EventRow> events)
    {
        // SQLite numbers rows by itself; "generated" would make EF Core ask for AUTOINCREMENT, which costs a second table's page per commit.
        events.Property<long>("Seq").HasColumnName("seq").ValueGeneratedNever();
        events.HasKey("Seq");
        events.HasIndex(e => new { e.Stream, e.Version }).IsUnique();
    }

    /// <summary>SQLite knows none: it asks this process, by the same ICU as everything else.</summary>
    internal override string CollateNames()
    {
        // Kept by the connection until it is opened.
        ((SqliteConnection)Database.GetDbConnection()).CreateCollation("names", static (one, other) =>
            CultureInfo.InvariantCulture.CompareInfo.Compare(one, other, CompareOptions.None) is var order and not 0 ? order : string.CompareOrdinal(one, other));
        return "names";
    }

    private sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(moment => Microseconds.From(moment), value => Microseconds.ToMoment(value));
}

/// <summary>The schema on PostgreSQL. Stream names compare by bytes, which is several times cheaper than by a language's rules.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : ExamEngineDb(options)
{
    private protected override void ConfigureEvents(EntityTypeBuilder<EventRow> events)
    {
        events.Property(e => e.Stream).UseCollation("C");
        events.HasKey(e => new { e.Stream, e.Version });
        events.Property(e => e.Version).ValueGeneratedNever();
    }

    internal override string CollateNames() => "und-x-icu";

    private protected override void ConfigureEnrolments(EntityTypeBuilder<EnrolmentRow> enrolments)
    {
        enrolments.Property(e => e.Id).UseCollation("C");
        enrolments.Property(e => e.LegalName).UseCollation("C");
        enrolments.Property(e => e.LearnerId).UseCollation("C");
    }
}
