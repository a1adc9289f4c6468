using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Web.Proctoring;

/// <summary>The rooms that somebody watches: those where something happened last.</summary>
internal sealed record RoomsList(ImmutableArray<RoomsView> Rooms);

/// <summary>Who may watch rooms.</summary>
internal sealed record ProctorList(ImmutableArray<ProctorName> Proctors);

/// <param name="Id">Of the account: what boards, acts and assignments name.</param>
/// <param name="IsProctor">False for staff, who see every room anyway.</param>
internal sealed record ProctorName(string Id, string DisplayName, bool IsProctor);

/// <param name="Reason">Of the catalogue.</param>
internal sealed record UndoRequest(Guid CommandId, string Reason);
