using ExamEngine.Web.Proctoring;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// One connection of a learner: who it is and what it listens to. Its calls run side by side, and some may still run when the connection
/// is gone: what it listens to is changed under a lock, and nothing is added after <see cref="End"/>.
/// </summary>
internal sealed class LearnerLine(Actor actor, SessionWatch watch, Attendance attendance)
{
    public Actor Actor => actor;

    /// <summary>The sessions whose changes it is told.</summary>
    public Heard Sessions { get; } = new(watch.Join, watch.Leave);

    /// <summary>Of them, those whose watch is listened to as well.</summary>
    public Heard Attended { get; } = new(attendance.Join, attendance.Leave);

    public void End()
    {
        Sessions.End();
        Attended.End();
    }

    /// <summary>Some sessions, each of which is joined once and left once.</summary>
    public sealed class Heard(Action<Guid> join, Action<Guid> leave)
    {
        /// <summary>A page shows one session; a few more are let through for a page that changes over.</summary>
        public const int Most = 8;

        private readonly Lock gate = new();
        private readonly HashSet<Guid> sessions = [];
        private bool ended;

        public bool Contains(Guid session)
        {
            lock (gate)
                return sessions.Contains(session);
        }

        public bool HasRoomFor(Guid session)
        {
            lock (gate)
                return sessions.Count < Most || sessions.Contains(session);
        }

        public void Add(Guid session)
        {
            lock (gate)
            {
                if (!ended && sessions.Add(session))
                    join(session);
            }
        }

        public void End()
        {
            lock (gate)
            {
                ended = true;
                foreach (var session in sessions)
                    leave(session);
                sessions.Clear();
            }
        }
    }
}
