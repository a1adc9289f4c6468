using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Proctoring;

namespace ExamEngine.Web.Schools;

/// <summary>
/// The records of a school as a ZIP file that is made while it is sent: documents as they were issued, byte for byte, and a table of them at its end. A few
/// records are in memory at a time, and the table's lines; each is asked for when its turn comes, so one that is withdrawn before that is not in it.
/// </summary>
internal sealed class RecordsExport(IGrainFactory grains, SchoolQueries schools)
{
    /// <summary>Records that are asked for together: what is withdrawn while they are sent closes the ones after.</summary>
    private const int AtOnce = 8;

    private const int Page = 32;

    private static readonly string[] Columns =
    [
        "record", "name", "program_id", "program_title", "credential", "kind", "title", "issued_at", "standing", "ended_at", "reason", "consented_at", "credit_points", "credit_on",
        "credit_reference", "file",
    ];

    public async Task Write(Actor actor, ShareFilter filter, string form, Stream to, CancellationToken ct)
    {
        await using var held = new HeldWrites(to);
        await Fill(actor, filter, form, held, ct);
        await held.FlushAsync(ct);
    }

    private async Task Fill(Actor actor, ShareFilter filter, string form, Stream to, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        await using var lines = new MemoryStream();
        await using var text = new StreamWriter(lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var table = SpreadsheetCsv.Write(text);
        foreach (var column in Columns)
            table.WriteField(column);
        await table.NextRecordAsync();

        string? after = null;
        do
        {
            var rows = await schools.Shared(actor.SchoolIdOrThrow(), filter, after, Page, ct) ?? [];
            foreach (var few in rows.Chunk(AtOnce))
            {
                foreach (var record in await Ask(few, actor, form, ct))
                {
                    foreach (var file in record.Files)
                    {
                        await using var entry = await zip.CreateEntry(NameOf(record.Record, file.FileName)).OpenAsync(ct);
                        await entry.WriteAsync(file.Content.AsMemory(), ct);
                    }
                    await Add(table, record);
                }
            }
            after = rows.Count < Page ? null : rows[^1].Id;
        }
        while (after is not null);

        await table.FlushAsync();
        await using var overview = await zip.CreateEntry("overview.csv").OpenAsync(ct);
        lines.Position = 0;
        await lines.CopyToAsync(overview, ct);
    }

    /// <summary>These records in their order; those that are closed by now are left out.</summary>
    private async Task<IEnumerable<RecordFiles>> Ask(ShareRow[] rows, Actor actor, string form, CancellationToken ct)
    {
        var found = new RecordFiles?[rows.Length];
        await Parallel.ForAsync(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, _) =>
            found[i] = (await grains.GetGrain<IShareGrain>(Guid.Parse(rows[i].Id)).Files(actor, form, null)).Value);
        return found.OfType<RecordFiles>();
    }

    private static async Task Add(CsvWriter table, RecordFiles files)
    {
        var record = files.Record;
        foreach (var one in record.Credentials)
        {
            var file = files.Files.FirstOrDefault(file => file.FileName.StartsWith($"credential-{one.Id}.", StringComparison.Ordinal));
            var credit = record.Credit.Granted;
            foreach (var field in (string?[])
            [
                record.ShareId.ToString(), one.Name, record.ProgramId, record.ProgramTitle, one.Id.ToString(), one.Kind, one.Title, Moment(one.IssuedAt), one.Standing,
                Moment(one.RevokedAt), one.RevokedFor, Moment(record.ConsentedAt), credit?.Points.ToString(CultureInfo.InvariantCulture),
                credit?.On.ToString("O", CultureInfo.InvariantCulture), credit?.Reference, file is null ? "" : NameOf(record, file.FileName),
            ])
            {
                table.WriteField(field);
            }
            await table.NextRecordAsync();
        }
    }

    private static string NameOf(SharedRecord record, string file) => $"records/{record.ShareId}/{file}";

    private static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
