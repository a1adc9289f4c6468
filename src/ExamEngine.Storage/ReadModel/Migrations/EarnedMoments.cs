namespace ExamEngine.Storage.ReadModel.Migrations;

/// <summary>Fills when credentials of before were earned: from the event that issued them, whose first version says it; where there is none, when they were issued.</summary>
internal static class EarnedMoments
{
    public const string Sqlite =
        """
        update credentials set earned_at = coalesce((
          select cast(round(unixepoch(json_extract(cast(e.body as text), '$.earnedAt'), 'subsec') * 1000) as integer) * 1000
          from events e where e.stream = 'credential/' || credentials.id and e.version = 1 and e.type = 'credential.issued.v1'), issued_at);
        """;

    public const string Postgres =
        """
        update credentials set earned_at = coalesce((
          select (convert_from(e.body, 'UTF8')::jsonb ->> 'earnedAt')::timestamptz
          from events e where e.stream = 'credential/' || credentials.id and e.version = 1 and e.type = 'credential.issued.v1'), issued_at);
        """;
}
