namespace Web.Tests.Accounts;

/// <summary>A door and who may pass. <paramref name="Owner"/>: only the learner whose session it is; to another learner it is not there.</summary>
internal sealed record Door(string Name, Who Allowed, bool Owner = false);

/// <summary>Every door of the server. A new endpoint or hub method needs a row here, which says who it is for.</summary>
internal static class AccessTable
{
    /// <summary>Orleans' dashboard: all of it is for admins.</summary>
    private static IEnumerable<Door> ClusterView =>
        new[]
        {
            "", "/ClusterStats", "/DashboardCounters", "/favicon.ico", "/fonts/{**path}", "/GrainState", "/GrainStats/{*grainName}", "/GrainTypes",
            "/HistoricalStats/{*path}", "/img/{**path}", "/index.css", "/index.html", "/index.min.js", "/LifecycleStages", "/Reminders",
            "/Reminders/{page:int}", "/SiloCounters/{*address}", "/SiloMetadata/{*address}", "/SiloProperties/{*address}", "/SiloStats/{*address}",
            "/TopGrainMethods", "/Trace", "/version",
        }.Select(path => new Door($"GET /staff/cluster{path}", Who.Admin));

    public static readonly ImmutableArray<Door> Endpoints =
    [
        new("GET /api/account", Who.SignedIn),
        new("POST /api/account/sign-in", Who.Everybody),
        new("POST /api/account/ticket", Who.Everybody),
        new("POST /api/account/sign-out", Who.Everybody),
        new("GET /api/account/demo", Who.Everybody),

        new("GET /api/home", Who.Learners),
        new("GET /api/exams/{examId:id}/briefing", Who.Learners),
        new("POST /api/exams/{examId:id}/sessions", Who.Learners),
        new("GET /api/exams/{examId:id}/versions/{version:int:min(1)}/assets/{name:id}", Who.Learners | Who.Grader | Who.Staff | Who.Admin),

        new("GET /api/sessions/{id:guid}", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/start", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/entries", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/sections/{index:int:min(0)}", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/lease", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/break", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/break/end", Who.Learners, Owner: true),
        new("GET /api/sessions/{id:guid}/ledger", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/submit", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/presence", Who.Learners, Owner: true),
        new("GET /api/sessions/{id:guid}/receipt", Who.Learners, Owner: true),
        new("GET /api/sessions/{id:guid}/result", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/hand-in", Who.Learners, Owner: true),
        new("GET /api/sessions/{id:guid}/attend", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/check-in", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/consent", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/identity", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/check-in/complete", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/signals", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/talk", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/hand", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/acts/{act:guid}/acknowledge", Who.Learners, Owner: true),
        new("PUT /api/line-sample", Who.Learners),
        new("GET /api/sessions/{id:guid}/credential.pdf", Who.Learners, Owner: true),

        new("GET /api/sessions/{id:guid}/review", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/review/answer", Who.Learners, Owner: true),
        new("POST /api/sessions/{id:guid}/review/appeal", Who.Learners, Owner: true),

        new("GET /api/reviews", Who.Proctor | Who.Staff | Who.Admin),
        new("GET /api/reviews/{sessionId:guid}", Who.Proctor | Who.Staff | Who.Admin),
        new("GET /api/reviews/{sessionId:guid}/watch", Who.Proctor | Who.Staff | Who.Admin),
        new("POST /api/reviews/{sessionId:guid}/judgements", Who.Proctor | Who.Staff | Who.Admin),
        new("POST /api/reviews/{sessionId:guid}/conclusion", Who.Proctor | Who.Staff | Who.Admin),
        new("POST /api/reviews/{sessionId:guid}/finding", Who.Proctor | Who.Staff | Who.Admin),
        new("POST /api/reviews/{sessionId:guid}/appeal-decision", Who.Proctor | Who.Staff | Who.Admin),
        new("GET /api/exams/{examId:id}/flag-rules", Who.Staff | Who.Admin),

        new("PUT /api/sessions/{id:guid}/evidence/camera-still", Who.Learners, Owner: true),
        new("PUT /api/sessions/{id:guid}/evidence/screen-still", Who.Learners, Owner: true),
        new("PUT /api/sessions/{id:guid}/evidence/face", Who.Learners, Owner: true),
        new("PUT /api/sessions/{id:guid}/evidence/document", Who.Learners, Owner: true),
        new("PUT /api/sessions/{id:guid}/evidence/room-scan", Who.Learners, Owner: true),
        new("PUT /api/sessions/{id:guid}/recording/{track:track}/{number:int:range(1,99999)}", Who.Learners, Owner: true),
        // Proctors too, of the session's room: nobody has assigned any here.
        new("PUT /api/sessions/{id:guid}/evidence/attachment", Who.Staff | Who.Admin),
        new("GET /api/sessions/{id:guid}/evidence", Who.Learners | Who.Staff | Who.Admin, Owner: true),
        new("GET /api/sessions/{id:guid}/evidence/{evidenceId:id}", Who.Learners | Who.Staff | Who.Admin, Owner: true),
        new("GET /api/sessions/{id:guid}/recording/{track:track}", Who.Learners | Who.Staff | Who.Admin, Owner: true),
        new("GET /api/sessions/{id:guid}/recording/{track:track}/parts/{part:int:min(1)}", Who.Learners | Who.Staff | Who.Admin, Owner: true),
        new("GET /api/sessions/{id:guid}/export", Who.Learners, Owner: true),
        new("GET /api/ice-servers", Who.Proctor | Who.Staff | Who.Admin),

        new("GET /api/credentials/{id:guid}", Who.Everybody),
        new("GET /api/credentials/{id:guid}/pdf", Who.Everybody),

        new("GET /api/marking", Who.Grader),
        new("GET /api/marking/{sessionId:guid}", Who.Grader),
        new("PUT /api/marking/{sessionId:guid}", Who.Grader),

        new("PUT /api/accounts/{userName:id}", Who.Admin),
        new("POST /api/accounts/batch", Who.Admin),
        new("POST /api/accounts/tickets", Who.Admin),
        new("POST /api/import", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}/accommodation", Who.Staff | Who.Admin),
        new("GET /api/learners/{learnerId:id}/accommodation", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}/registrations", Who.Staff | Who.Admin),

        new("GET /api/windows", Who.Staff | Who.Admin),
        new("PUT /api/windows/{windowId:id}", Who.Staff | Who.Admin),
        new("GET /api/windows/{windowId:id}", Who.Staff | Who.Admin),
        new("DELETE /api/windows/{windowId:id}", Who.Staff | Who.Admin),
        new("POST /api/windows/{windowId:id}/seats", Who.Staff | Who.Admin),
        new("POST /api/windows/{windowId:id}/seats/csv", Who.Staff | Who.Admin),
        new("GET /api/windows/{windowId:id}/seats", Who.Staff | Who.Admin),
        new("GET /api/windows/{windowId:id}/seats.csv", Who.Staff | Who.Admin),
        new("DELETE /api/windows/{windowId:id}/seats/{learnerId:id}", Who.Staff | Who.Admin),
        new("GET /api/windows/{windowId:id}/registration", Who.Staff | Who.Admin),
        new("PUT /api/windows/{windowId:id}/registration", Who.Staff | Who.Admin),
        new("DELETE /api/windows/{windowId:id}/registration", Who.Staff | Who.Admin),
        new("GET /api/windows/{windowId:id}/waiting", Who.Staff | Who.Admin),

        new("GET /api/exams/{examId:id}/windows", Who.Learners),
        new("POST /api/registrations", Who.Learners),
        new("DELETE /api/registrations/{windowId:id}", Who.Learners),
        new("GET /api/entitlements", Who.Learners),
        new("POST /api/vouchers/redeem", Who.Learners),
        new("PUT /api/legal-name", Who.Learners),
        new("POST /api/accommodation-requests", Who.Learners),
        new("DELETE /api/accommodation-requests/{requestId:guid}", Who.Learners),

        new("GET /api/learners/{learnerId:id}/eligibility/{examId:id}", Who.Staff | Who.Admin),
        new("GET /api/learners/{learnerId:id}/entitlements", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}/enrolments/{programId:id}", Who.Staff | Who.Admin),
        new("DELETE /api/learners/{learnerId:id}/enrolments/{programId:id}", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}/payments/{reference:id}", Who.Staff | Who.Admin),
        new("DELETE /api/learners/{learnerId:id}/payments/{reference:id}", Who.Staff | Who.Admin),
        new("PUT /api/learners/{learnerId:id}/course-grades/{courseId:id}", Who.Staff | Who.Admin),
        new("POST /api/learners/{learnerId:id}/accommodation-requests/{requestId:guid}", Who.Staff | Who.Admin),
        new("POST /api/learner-facts/csv", Who.Staff | Who.Admin),
        new("GET /api/accommodation-requests", Who.Staff | Who.Admin),
        new("GET /api/vouchers", Who.Staff | Who.Admin),
        new("PUT /api/vouchers/{code:id}", Who.Staff | Who.Admin),
        new("GET /api/vouchers/{code:id}", Who.Staff | Who.Admin),

        new("GET /api/programs/{programId:id}/roster", Who.Staff | Who.Admin),
        new("GET /api/exams/{examId:id}/results", Who.Staff | Who.Admin),
        new("GET /api/learners/{learnerId:id}/record", Who.Staff | Who.Admin),
        new("GET /api/ceremony", Who.Staff | Who.Admin),
        new("GET /api/ceremony/countries", Who.Staff | Who.Admin),

        new("GET /api/proctors", Who.Proctors),
        new("GET /api/rooms", Who.Proctors),
        new("GET /api/rooms/{id:scope}", Who.Proctors),
        new("PUT /api/rooms/{id:scope}/proctors", Who.Staff | Who.Admin),
        new("GET /api/rooms/{room:room}/board", Who.Proctors),
        new("GET /api/rooms/{room:room}/sessions/{session:guid}", Who.Proctors),
        new("POST /api/rooms/{id:rooms}/acts/preview", Who.Proctors),
        new("POST /api/rooms/{id:rooms}/acts", Who.Proctors),
        new("POST /api/rooms/{id:rooms}/acts/{act:guid}/undo", Who.Proctors),

        new("* /hubs/learner", Who.Learners),
        new("* /hubs/learner/negotiate", Who.Learners),
        new("* /hubs/proctor", Who.Proctors),
        new("* /hubs/proctor/negotiate", Who.Proctors),

        new("GET /health/live", Who.Everybody),
        new("GET /health/ready", Who.Everybody),
        new("GET /openapi/{documentName}.json", Who.Everybody),
        new("GET /", Who.Everybody),
        new("GET /sign-in", Who.Everybody),
        new("GET /exam/{**rest}", Who.Everybody),
        new("GET /session/{**rest}", Who.Everybody),
        new("GET /result/{**rest}", Who.Everybody),
        new("* /metrics", Who.Nobody),
        .. ClusterView,
        new("GET /v/{id}", Who.Everybody),
        new("GET /staff/{**rest}", Who.Everybody),
        new("GET /proctor/{**rest}", Who.Everybody),
    ];

    public static readonly ImmutableArray<Door> LearnerHubMethods =
    [
        new("Join", Who.Learners, Owner: true),
        new("Save", Who.Learners, Owner: true),
        new("Presence", Who.Learners, Owner: true),
        new("Submit", Who.Learners, Owner: true),
        new("Receipt", Who.Learners, Owner: true),
        new("Attend", Who.Learners, Owner: true),
        new("Signals", Who.Learners, Owner: true),
        new("Acknowledge", Who.Learners, Owner: true),
        new("RaiseHand", Who.Learners, Owner: true),
        new("Say", Who.Learners, Owner: true),
        new("Relay", Who.Learners, Owner: true),
    ];

    /// <summary>Proctors of the room, leads and staff; to other proctors it is not there.</summary>
    public static readonly ImmutableArray<Door> ProctorHubMethods =
    [
        new("Watch", Who.Proctors),
        new("Leave", Who.Proctors),
        new("Open", Who.Proctors),
        new("Close", Who.Proctors),
        new("Preview", Who.Proctors),
        new("Act", Who.Proctors),
        new("Undo", Who.Proctors),
        new("Care", Who.Proctors),
        new("Say", Who.Proctors),
        new("Relay", Who.Proctors),
    ];
}
