using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

public sealed class InMemoryJournal(InMemoryDatabase database) : JournalSpec<InMemoryDatabase>(database);

public sealed class SqliteJournal(SqliteFile database) : JournalSpec<SqliteFile>(database);

public sealed class PostgresJournal(PostgresDatabase database) : JournalSpec<PostgresDatabase>(database);
