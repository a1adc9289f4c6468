using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ExamEngine.Storage.ReadModel.Migrations.Postgres;

/// <summary>
/// The tables of a cluster's membership. Orleans alone reads and writes them, so the model does not know them; the script beside this
/// file says what it asks for. Frozen like every migration: what Orleans asks for later comes with a later one.
/// </summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261125030000_Cluster")]
public sealed class Cluster : Migration
{
    private const string Script = "20261125030000_Cluster.sql";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var script = typeof(Cluster).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"{Script} is not in the assembly.");
        using var reader = new StreamReader(script);
        migrationBuilder.Sql(reader.ReadToEnd());
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("orleansquery");
        migrationBuilder.DropTable("cluster_silos");
        migrationBuilder.DropTable("cluster_versions");
    }
}
