namespace ExamEngine.Web.Proctoring;

/// <summary>One console: who it is, which rooms it shows and which sessions it has open. Calls, renewals and news come from several threads.</summary>
internal sealed class ProctorLine(string connection, Actor actor)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> open = [];
    private readonly Dictionary<Guid, ImmutableHashSet<string>> live = [];

    public string Connection => connection;

    public Actor Actor => actor;

    public ImmutableArray<string> Rooms
    {
        get
        {
            lock (gate)
                return [.. rooms];
        }
    }

    public bool Has(string room)
    {
        lock (gate)
            return rooms.Contains(room);
    }

    /// <summary>True when it was not shown.</summary>
    public bool Add(string room)
    {
        lock (gate)
            return rooms.Add(room);
    }

    /// <summary>The sessions of the room that were open, which are closed by it; null when the room was not shown.</summary>
    public ImmutableArray<Guid>? Remove(string room)
    {
        lock (gate)
        {
            if (!rooms.Remove(room))
                return null;
            var closed = OpenIn(room);
            foreach (var session in closed)
            {
                open.Remove(session);
                live.Remove(session);
            }
            return closed;
        }
    }

    /// <summary>False when there are too many.</summary>
    public bool Open(string room, Guid session, int most)
    {
        lock (gate)
        {
            if (open.Count >= most && !open.ContainsKey(session))
                return false;
            open[session] = room;
            return true;
        }
    }

    public string? Close(Guid session)
    {
        lock (gate)
        {
            live.Remove(session);
            return open.Remove(session, out var room) ? room : null;
        }
    }

    /// <summary>Of what is asked to be seen and heard live, what was not written down since it was opened. Asking for nothing ends it.</summary>
    public ImmutableArray<string> Look(Guid session, ImmutableArray<string> wanted)
    {
        lock (gate)
        {
            if (wanted.IsEmpty)
                live.Remove(session);
            return live.TryGetValue(session, out var written) ? [.. wanted.Where(medium => !written.Contains(medium))] : wanted;
        }
    }

    /// <summary>It may have been closed while that was written down: the next opening is another look.</summary>
    public void Looked(Guid session, ImmutableArray<string> media)
    {
        lock (gate)
        {
            if (open.ContainsKey(session))
                live[session] = live.GetValueOrDefault(session, []).Union(media);
        }
    }

    public ImmutableArray<Guid> OpenIn(string room)
    {
        lock (gate)
            return [.. open.Where(session => session.Value == room).Select(session => session.Key)];
    }

    /// <summary>Null when the session is not open here.</summary>
    public string? RoomOf(Guid session)
    {
        lock (gate)
            return open.GetValueOrDefault(session);
    }
}
