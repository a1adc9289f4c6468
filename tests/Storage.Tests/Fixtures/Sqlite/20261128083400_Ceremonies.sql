CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "agenda" (
    "key" TEXT NOT NULL CONSTRAINT "PK_agenda" PRIMARY KEY,
    "due" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "available_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL
);

CREATE TABLE "AspNetRoles" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_AspNetRoles" PRIMARY KEY,
    "Name" TEXT NULL,
    "NormalizedName" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL
);

CREATE TABLE "AspNetUsers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_AspNetUsers" PRIMARY KEY,
    "LearnerId" TEXT NULL,
    "DisplayName" TEXT NOT NULL,
    "UserName" TEXT NULL,
    "NormalizedUserName" TEXT NULL,
    "Email" TEXT NULL,
    "NormalizedEmail" TEXT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PhoneNumberConfirmed" INTEGER NOT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" INTEGER NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL
);

CREATE TABLE "attempts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_attempts" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "exam_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "score" TEXT NULL,
    "max_score" TEXT NOT NULL,
    "passed" INTEGER NULL,
    "sealed_at" INTEGER NOT NULL,
    "released_at" INTEGER NULL,
    "pending_responses" INTEGER NOT NULL
);

CREATE TABLE "credentials" (
    "id" TEXT NOT NULL CONSTRAINT "PK_credentials" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "revoked_at" INTEGER NULL,
    "body" TEXT NOT NULL
);

CREATE TABLE "DataProtectionKeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_DataProtectionKeys" PRIMARY KEY AUTOINCREMENT,
    "FriendlyName" TEXT NULL,
    "Xml" TEXT NULL
);

CREATE TABLE "events" (
    "seq" INTEGER NOT NULL CONSTRAINT "PK_events" PRIMARY KEY,
    "stream" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "actor" TEXT NOT NULL
);

CREATE TABLE "exams" (
    "id" TEXT NOT NULL CONSTRAINT "PK_exams" PRIMARY KEY,
    "title" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "course_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rehearsal" INTEGER NOT NULL,
    "published_at" INTEGER NOT NULL
);

CREATE TABLE "journal_probe" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_journal_probe" PRIMARY KEY,
    "filler" BLOB NOT NULL
);

CREATE TABLE "learners" (
    "id" TEXT NOT NULL CONSTRAINT "PK_learners" PRIMARY KEY,
    "legal_name" TEXT NOT NULL,
    "country" TEXT NOT NULL
);

CREATE TABLE "programs" (
    "id" TEXT NOT NULL CONSTRAINT "PK_programs" PRIMARY KEY,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL
);

CREATE TABLE "sessions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_sessions" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "exam_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "seated_at" INTEGER NOT NULL,
    "started_at" INTEGER NULL,
    "deadline" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "ended_by" TEXT NULL
);

CREATE TABLE "AspNetRoleClaims" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetRoleClaims" PRIMARY KEY AUTOINCREMENT,
    "RoleId" TEXT NOT NULL,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL,
    CONSTRAINT "FK_AspNetRoleClaims_AspNetRoles_RoleId" FOREIGN KEY ("RoleId") REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserClaims" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetUserClaims" PRIMARY KEY AUTOINCREMENT,
    "UserId" TEXT NOT NULL,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL,
    CONSTRAINT "FK_AspNetUserClaims_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserLogins" (
    "LoginProvider" TEXT NOT NULL,
    "ProviderKey" TEXT NOT NULL,
    "ProviderDisplayName" TEXT NULL,
    "UserId" TEXT NOT NULL,
    CONSTRAINT "PK_AspNetUserLogins" PRIMARY KEY ("LoginProvider", "ProviderKey"),
    CONSTRAINT "FK_AspNetUserLogins_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserPasskeys" (
    "CredentialId" BLOB NOT NULL CONSTRAINT "PK_AspNetUserPasskeys" PRIMARY KEY,
    "UserId" TEXT NOT NULL,
    "Data" TEXT NOT NULL,
    CONSTRAINT "FK_AspNetUserPasskeys_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserRoles" (
    "UserId" TEXT NOT NULL,
    "RoleId" TEXT NOT NULL,
    CONSTRAINT "PK_AspNetUserRoles" PRIMARY KEY ("UserId", "RoleId"),
    CONSTRAINT "FK_AspNetUserRoles_AspNetRoles_RoleId" FOREIGN KEY ("RoleId") REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_AspNetUserRoles_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserTokens" (
    "UserId" TEXT NOT NULL,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "PK_AspNetUserTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
    CONSTRAINT "FK_AspNetUserTokens_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_agenda_available_at" ON "agenda" ("available_at");

CREATE INDEX "IX_AspNetRoleClaims_RoleId" ON "AspNetRoleClaims" ("RoleId");

CREATE UNIQUE INDEX "RoleNameIndex" ON "AspNetRoles" ("NormalizedName");

CREATE INDEX "IX_AspNetUserClaims_UserId" ON "AspNetUserClaims" ("UserId");

CREATE INDEX "IX_AspNetUserLogins_UserId" ON "AspNetUserLogins" ("UserId");

CREATE INDEX "IX_AspNetUserPasskeys_UserId" ON "AspNetUserPasskeys" ("UserId");

CREATE INDEX "IX_AspNetUserRoles_RoleId" ON "AspNetUserRoles" ("RoleId");

CREATE INDEX "EmailIndex" ON "AspNetUsers" ("NormalizedEmail");

CREATE INDEX "IX_AspNetUsers_LearnerId" ON "AspNetUsers" ("LearnerId");

CREATE UNIQUE INDEX "UserNameIndex" ON "AspNetUsers" ("NormalizedUserName");

CREATE INDEX "IX_attempts_exam_id_state" ON "attempts" ("exam_id", "state");

CREATE INDEX "IX_attempts_learner_id" ON "attempts" ("learner_id");

CREATE INDEX "IX_credentials_learner_id" ON "credentials" ("learner_id");

CREATE UNIQUE INDEX "IX_events_stream_version" ON "events" ("stream", "version");

CREATE INDEX "IX_exams_program_id" ON "exams" ("program_id");

CREATE INDEX "IX_sessions_exam_id_state" ON "sessions" ("exam_id", "state");

CREATE INDEX "IX_sessions_learner_id" ON "sessions" ("learner_id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124232648_Initial', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "sign_in_tickets" (
    "hash" BLOB NOT NULL CONSTRAINT "PK_sign_in_tickets" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL
);

CREATE INDEX "IX_sign_in_tickets_expires_at" ON "sign_in_tickets" ("expires_at");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125023417_SignInTickets', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "sessions" ADD "window_id" TEXT NULL;

ALTER TABLE "attempts" ADD "window_id" TEXT NULL;

CREATE TABLE "seats" (
    "id" TEXT NOT NULL CONSTRAINT "PK_seats" PRIMARY KEY,
    "window_id" TEXT NOT NULL,
    "learner_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "time_multiplier_percent" INTEGER NOT NULL,
    "state" TEXT NOT NULL
);

CREATE TABLE "windows" (
    "id" TEXT NOT NULL CONSTRAINT "PK_windows" PRIMARY KEY,
    "exam_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opens" INTEGER NOT NULL,
    "closes" INTEGER NOT NULL,
    "capacity" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL
);

CREATE INDEX "IX_sessions_window_id_learner_id_started_at_state" ON "sessions" ("window_id", "learner_id", "started_at", "state") WHERE window_id is not null;

CREATE INDEX "IX_attempts_window_id_state_passed" ON "attempts" ("window_id", "state", "passed") WHERE window_id is not null;

CREATE INDEX "IX_seats_window_id_learner_id_state" ON "seats" ("window_id", "learner_id", "state");

CREATE INDEX "IX_windows_closes_opens" ON "windows" ("closes", "opens");

CREATE INDEX "IX_windows_exam_id" ON "windows" ("exam_id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125033113_Windows', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "credentials" ADD "country" TEXT NOT NULL DEFAULT '';

ALTER TABLE "credentials" ADD "program_id" TEXT NOT NULL DEFAULT '';

CREATE TABLE "enrolments" (
    "id" TEXT NOT NULL CONSTRAINT "PK_enrolments" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "window_id" TEXT NULL,
    "opens" INTEGER NULL,
    "closes" INTEGER NULL,
    "time_multiplier_percent" INTEGER NOT NULL,
    "extra_attempts" INTEGER NOT NULL
);

CREATE INDEX "IX_credentials_issued_at_id_country_learner_id_revoked_at" ON "credentials" ("issued_at", "id", "country", "learner_id", "revoked_at");

CREATE INDEX "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at" ON "credentials" ("program_id", "issued_at", "id", "country", "learner_id", "revoked_at");

CREATE INDEX "IX_attempts_exam_id_sealed_at_id" ON "attempts" ("exam_id", "sealed_at", "id");

CREATE INDEX "IX_attempts_sealed_at" ON "attempts" ("sealed_at") WHERE pending_responses > 0;

CREATE INDEX "IX_enrolments_exam_id_legal_name_learner_id_country_state" ON "enrolments" ("exam_id", "legal_name", "learner_id", "country", "state");

CREATE INDEX "IX_enrolments_learner_id" ON "enrolments" ("learner_id");

update credentials set
  program_id = coalesce((select e.program_id from exams e where e.id = credentials.exam_id), ''),
  country = coalesce((select l.country from learners l where l.id = credentials.learner_id), '');

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

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125033818_Rosters', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "review_subjects" (
    "id" TEXT NOT NULL CONSTRAINT "PK_review_subjects" PRIMARY KEY,
    "session_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "judged" INTEGER NOT NULL,
    "dismissed" INTEGER NOT NULL,
    "first" TEXT NULL,
    "second" TEXT NULL
);

CREATE TABLE "reviews" (
    "id" TEXT NOT NULL CONSTRAINT "PK_reviews" PRIMARY KEY,
    "exam_id" TEXT NOT NULL,
    "learner_id" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attention" TEXT NOT NULL,
    "serious" INTEGER NOT NULL,
    "subjects" INTEGER NOT NULL,
    "concluded" INTEGER NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "overdue" INTEGER NOT NULL,
    "finding" TEXT NULL,
    "settled_at" INTEGER NULL
);

CREATE INDEX "IX_review_subjects_exam_id_first_second" ON "review_subjects" ("exam_id", "first", "second") WHERE second is not null;

CREATE INDEX "IX_review_subjects_exam_id_kind_rule_title_judged_dismissed" ON "review_subjects" ("exam_id", "kind", "rule", "title", "judged", "dismissed");

CREATE INDEX "IX_reviews_exam_id_state_opened_at_id" ON "reviews" ("exam_id", "state", "opened_at", "id");

CREATE INDEX "IX_reviews_learner_id" ON "reviews" ("learner_id");

CREATE INDEX "IX_reviews_room_state_opened_at_id" ON "reviews" ("room", "state", "opened_at", "id");

CREATE INDEX "IX_reviews_state_opened_at_id" ON "reviews" ("state", "opened_at", "id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127233106_Reviews', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "room_proctors" (
    "id" TEXT NOT NULL CONSTRAINT "PK_room_proctors" PRIMARY KEY,
    "proctor_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "room" INTEGER NOT NULL,
    "state" TEXT NOT NULL
);

CREATE TABLE "room_scopes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_room_scopes" PRIMARY KEY,
    "title" TEXT NOT NULL,
    "rooms" INTEGER NOT NULL,
    "sessions" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL
);

CREATE INDEX "IX_room_proctors_proctor_id_state_scope_room" ON "room_proctors" ("proctor_id", "state", "scope", "room");

CREATE INDEX "IX_room_scopes_changed_at_id" ON "room_scopes" ("changed_at", "id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127235532_Rooms', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "accommodation_requests" (
    "id" TEXT NOT NULL CONSTRAINT "PK_accommodation_requests" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "answered_at" INTEGER NULL
);

CREATE TABLE "registrations" (
    "id" TEXT NOT NULL CONSTRAINT "PK_registrations" PRIMARY KEY,
    "exam_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "open_from" INTEGER NULL,
    "open_until" INTEGER NOT NULL,
    "change_until" INTEGER NOT NULL,
    "ends_before_minutes" INTEGER NULL,
    "change_before_minutes" INTEGER NOT NULL,
    "offer_minutes" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL
);

CREATE TABLE "vouchers" (
    "id" TEXT NOT NULL CONSTRAINT "PK_vouchers" PRIMARY KEY,
    "exam_id" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "valid_until" INTEGER NULL,
    "defined_at" INTEGER NOT NULL
);

CREATE TABLE "waiting" (
    "id" TEXT NOT NULL CONSTRAINT "PK_waiting" PRIMARY KEY,
    "window_id" TEXT NOT NULL,
    "learner_id" TEXT NOT NULL,
    "exam_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "offered_until" INTEGER NULL
);

CREATE INDEX "IX_accommodation_requests_state_asked_at_id" ON "accommodation_requests" ("state", "asked_at", "id");

CREATE INDEX "IX_vouchers_exam_id_id" ON "vouchers" ("exam_id", "id");

CREATE INDEX "IX_waiting_learner_id_exam_id_state" ON "waiting" ("learner_id", "exam_id", "state");

CREATE INDEX "IX_waiting_window_id_state_number" ON "waiting" ("window_id", "state", "number");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261128030724_Registrations', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
ALTER TABLE "AspNetUsers" ADD "SchoolId" TEXT NULL;

CREATE TABLE "agreements" (
    "id" TEXT NOT NULL CONSTRAINT "PK_agreements" PRIMARY KEY,
    "school_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL
);

CREATE TABLE "schools" (
    "id" TEXT NOT NULL CONSTRAINT "PK_schools" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "changed_at" INTEGER NOT NULL
);

CREATE TABLE "shares" (
    "id" TEXT NOT NULL CONSTRAINT "PK_shares" PRIMARY KEY,
    "school_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "learner_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "consented_at" INTEGER NOT NULL,
    "withdrawn_at" INTEGER NULL,
    "credited" INTEGER NOT NULL,
    "credit_points" TEXT NULL,
    "credit_reference" TEXT NULL
);

CREATE INDEX "IX_AspNetUsers_SchoolId" ON "AspNetUsers" ("SchoolId") WHERE "SchoolId" is not null;

CREATE INDEX "IX_agreements_program_id_school_id" ON "agreements" ("program_id", "school_id");

CREATE INDEX "IX_agreements_school_id" ON "agreements" ("school_id");

CREATE INDEX "IX_shares_learner_id" ON "shares" ("learner_id");

CREATE INDEX "IX_shares_school_id_state_consented_at_id" ON "shares" ("school_id", "state", "consented_at" DESC, "id");

CREATE INDEX "IX_shares_school_id_state_program_id_credited" ON "shares" ("school_id", "state", "program_id", "credited");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261128073009_Schools', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
DROP INDEX "IX_credentials_issued_at_id_country_learner_id_revoked_at";

DROP INDEX "IX_credentials_program_id_issued_at_id_country_learner_id_revoked_at";

ALTER TABLE "credentials" ADD "earned_at" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "name_consents" (
    "id" TEXT NOT NULL CONSTRAINT "PK_name_consents" PRIMARY KEY,
    "learner_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" INTEGER NOT NULL
);

update credentials set earned_at = coalesce((
  select cast(round(unixepoch(json_extract(cast(e.body as text), '$.earnedAt'), 'subsec') * 1000) as integer) * 1000
  from events e where e.stream = 'credential/' || credentials.id and e.version = 1 and e.type = 'credential.issued.v1'), issued_at);

CREATE INDEX "IX_credentials_earned_at_id_country_learner_id_revoked_at_kind_program_id" ON "credentials" ("earned_at", "id", "country", "learner_id", "revoked_at", "kind", "program_id");

CREATE INDEX "IX_credentials_program_id_earned_at_id_country_learner_id_revoked_at_kind" ON "credentials" ("program_id", "earned_at", "id", "country", "learner_id", "revoked_at", "kind");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261128083400_Ceremonies', '10.0.15');

COMMIT;


-- Rows as that version wrote them.
INSERT INTO events (stream, version, type, body, at, actor) VALUES ('session/old', 1, 'session.seated.v1', X'7b226578616d4964223a2273633078227d', 1777896000000001, 'learner/1');
INSERT INTO events (stream, version, type, body, at, actor) VALUES ('session/old', 2, 'session.answer-saved.v1', X'7b2276616c7565223a22e697a5e69cace8aa9e227d', 1777897800000000, 'learner/1');
INSERT INTO agenda (key, due, target, message, available_at, attempts) VALUES ('deadline/old', 1777903200000000, 'session/old', 'deadline', 1777903200000000, 0);
INSERT INTO programs (id, title, body) VALUES ('scm', 'Supply Chain Management', '{}');
INSERT INTO exams (id, title, program_id, course_id, version, rehearsal, published_at) VALUES ('sc0x', 'Analytics', 'scm', 'sc0x', 2, 0, 1777896000000001);
INSERT INTO learners (id, legal_name, country) VALUES ('learner/1', 'Zoë 李', 'MY');
INSERT INTO enrolments (id, learner_id, exam_id, legal_name, country, state, window_id, opens, closes, time_multiplier_percent, extra_attempts) VALUES ('sc0x/learner/1', 'learner/1', 'sc0x', 'Zoë 李', 'MY', 'registered', NULL, NULL, 1777903200000000, 150, 1);
INSERT INTO sessions (id, learner_id, exam_id, exam_version, state, seated_at, started_at, deadline, ended_at, ended_by) VALUES ('old', 'learner/1', 'sc0x', 2, 'running', 1777896000000001, 1777897800000000, 1777903200000000, NULL, NULL);
INSERT INTO attempts (id, learner_id, exam_id, exam_version, state, score, max_score, passed, sealed_at, released_at, pending_responses) VALUES ('older', 'learner/1', 'sc0x', 1, 'released', '12.125', '20.0', 1, 1777896000000001, 1777897800000000, 0);
INSERT INTO credentials (id, learner_id, attempt_id, exam_id, kind, title, name, issued_at, revoked_at, body, program_id, country, earned_at) VALUES ('c1', 'learner/1', 'older', 'sc0x', 'exam', 'Certificate', 'Zoë 李', 1777897800000000, NULL, '{}', 'scm', 'MY', 1777897800000000);
INSERT INTO "AspNetUsers" ("Id", "LearnerId", "DisplayName", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "EmailConfirmed", "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "PhoneNumber", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnd", "LockoutEnabled", "AccessFailedCount")
VALUES ('u1', 'learner/1', 'Zoë', 'zoe@example.org', 'ZOE@EXAMPLE.ORG', 'zoe@example.org', 'ZOE@EXAMPLE.ORG', 1, 'AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg9i6YdZIQVE6U36j8G5ZS6QfekHcu6q4wQTKT937CHDkw==', 'stamp', 'stamp', NULL, 0, 0, 1777903200000000, 1, 0);
INSERT INTO sign_in_tickets (hash, account_id, made_at, expires_at, used_at) VALUES (X'ae5811c605b1411989ced02877f3839143ca5a48ee4007f88c8953e4ae5f8f2b', 'u1', 1777896000000001, 1777897800000000, NULL);
INSERT INTO windows (id, exam_id, title, state, opens, closes, capacity, seats) VALUES ('may', 'sc0x', 'May', 'planned', 1777903200000000, 1777910400000000, 100, 1);
INSERT INTO seats (id, window_id, learner_id, exam_id, time_multiplier_percent, state) VALUES ('may/learner/1', 'may', 'learner/1', 'sc0x', 150, 'seated');
INSERT INTO sessions (id, learner_id, exam_id, exam_version, state, seated_at, started_at, deadline, ended_at, ended_by, window_id) VALUES ('may-1', 'learner/1', 'sc0x', 2, 'submitted', 1777896000000001, 1777897800000000, NULL, 1777897800000000, 'learner', 'may');
INSERT INTO attempts (id, learner_id, exam_id, exam_version, state, score, max_score, passed, sealed_at, released_at, pending_responses, window_id) VALUES ('may-1', 'learner/1', 'sc0x', 2, 'held', '7.5', '10.0', 1, 1777897800000000, NULL, 0, 'may');
INSERT INTO reviews (id, exam_id, learner_id, room, state, attention, serious, subjects, concluded, opened_at, due_at, overdue, finding, settled_at) VALUES ('may-1', 'sc0x', 'learner/1', 'w~may~1', 'asked', '0.625', 1, 2, 2, 1777897800000000, 1777903200000000, 0, NULL, NULL);
INSERT INTO review_subjects (id, session_id, exam_id, kind, rule, title, judged, dismissed, first, second) VALUES ('may-1/flag/1', 'may-1', 'sc0x', 'flag', 'no-face', 'Nobody was before the camera', 2, 1, 'confirmed', 'dismissed');
INSERT INTO room_scopes (id, title, rooms, sessions, changed_at) VALUES ('w~may', 'May', 2, 1, 1777897800000000);
INSERT INTO room_proctors (id, proctor_id, scope, room, state) VALUES ('w~may/0/u1', 'u1', 'w~may', 0, 'assigned');
INSERT INTO room_proctors (id, proctor_id, scope, room, state) VALUES ('w~may/2/u1', 'u1', 'w~may', 2, 'assigned');
INSERT INTO room_proctors (id, proctor_id, scope, room, state) VALUES ('w~may/1/u1', 'u1', 'w~may', 1, 'released');
INSERT INTO registrations (id, exam_id, state, open_from, open_until, change_until, ends_before_minutes, change_before_minutes, offer_minutes, free, waiting) VALUES ('may', 'sc0x', 'open', 1777896000000001, 1777897800000000, 1777897800000000, 90, 2880, 1440, 0, 2);
INSERT INTO waiting (id, window_id, learner_id, exam_id, number, state, since, offered_until) VALUES ('may/learner/1', 'may', 'learner/1', 'sc0x', 3, 'offered', 1777896000000001, 1777903200000000);
INSERT INTO vouchers (id, exam_id, uses, used, valid_until, defined_at) VALUES ('SPRING-2026', 'sc0x', 20, 7, 1777903200000000, 1777896000000001);
INSERT INTO accommodation_requests (id, learner_id, wish, state, asked_at, answered_at) VALUES ('learner/1/r1', 'learner/1', 'More time.', 'pending', 1777897800000000, NULL);
INSERT INTO schools (id, name, changed_at) VALUES ('delft', 'Delft', 1777896000000001);
INSERT INTO agreements (id, school_id, program_id, version, changed_at) VALUES ('delft/scm', 'delft', 'scm', 2, 1777897800000000);
INSERT INTO shares (id, school_id, program_id, learner_id, state, name, search, consented_at, withdrawn_at, credited, credit_points, credit_reference) VALUES ('0198f0c2-a1b2-8c3d-8e4f-5a6b7c8d9e0f', 'delft', 'scm', 'learner/1', 'shared', 'Zoë 李', 'zoë 李' || char(10) || 'd-17', 1777897800000000, NULL, 1, '15.5', 'D-17');
INSERT INTO shares (id, school_id, program_id, learner_id, state, name, search, consented_at, withdrawn_at, credited, credit_points, credit_reference) VALUES ('0198f0c2-a1b2-8c3d-8e4f-5a6b7c8d9e10', 'delft', 'fin', 'learner/1', 'withdrawn', 'Zoë 李', 'zoë 李' || char(10), 1777896000000001, 1777903200000000, 0, NULL, NULL);
INSERT INTO name_consents (id, learner_id, program_id, state, since) VALUES ('scm/learner/1', 'learner/1', 'scm', 'agreed', 1777897800000000);
