namespace ExamEngine.Storage.ReadModel.Migrations;

/// <summary>
/// Fills the enrolments, and the program and country of credentials, of a database from before they were there: from the learners' streams and from
/// the rows of exams and learners. Of several registrations for one exam the newest stands.
/// </summary>
internal static class RosterRows
{
    public const string Credentials =
        """
        update credentials set
          program_id = coalesce((select e.program_id from exams e where e.id = credentials.exam_id), ''),
          country = coalesce((select l.country from learners l where l.id = credentials.learner_id), '');
        """;

    public const string SqliteEnrolments =
        """
        insert into enrolments (id, learner_id, exam_id, legal_name, country, state, opens, closes, time_multiplier_percent, extra_attempts)
        select r.exam || '/' || r.learner, r.learner, r.exam, coalesce(l.legal_name, ''), coalesce(l.country, ''), 'registered',
          cast(round(unixepoch(json_extract(r.body, '$.opens'), 'subsec') * 1000) as integer) * 1000,
          cast(round(unixepoch(json_extract(r.body, '$.closes'), 'subsec') * 1000) as integer) * 1000,
          json_extract(r.body, '$.timeMultiplierPercent'), json_extract(r.body, '$.extraAttempts')
        from (
          select learner, exam, body, row_number() over (partition by learner, exam order by version desc) as age
          from (
            select substr(stream, 9) as learner, version, cast(body as text) as body, json_extract(cast(body as text), '$.exam') as exam
            from events where type = 'learner.registered.v1')) r
        left join learners l on l.id = r.learner
        where r.age = 1;
        """;

    public const string PostgresEnrolments =
        """
        insert into enrolments (id, learner_id, exam_id, legal_name, country, state, opens, closes, time_multiplier_percent, extra_attempts)
        select r.exam || '/' || r.learner, r.learner, r.exam, coalesce(l.legal_name, ''), coalesce(l.country, ''), 'registered',
          (r.body ->> 'opens')::timestamptz, (r.body ->> 'closes')::timestamptz,
          (r.body ->> 'timeMultiplierPercent')::int, (r.body ->> 'extraAttempts')::int
        from (
          select distinct on (learner, exam) learner, exam, body
          from (
            select substr(stream, 9) as learner, version, convert_from(body, 'UTF8')::jsonb as body, convert_from(body, 'UTF8')::jsonb ->> 'exam' as exam
            from events where type = 'learner.registered.v1') e
          order by learner, exam, version desc) r
        left join learners l on l.id = r.learner;
        """;
}
