using System.Text.RegularExpressions;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Names of rooms in routes: <c>scope</c> is <c>w~WINDOW</c> or <c>e~EXAM</c>, <c>room</c> is one of a scope's rooms such as <c>w~WINDOW~3</c>,
/// <c>rooms</c> is either. Anything else is no route, so that it never reaches a grain.
/// </summary>
internal static partial class RoomNames
{
    public static bool IsScope(string? text) => text is not null && Scope().IsMatch(text);

    public static bool IsRoom(string? text) => text is not null && Room().IsMatch(text);

    public static void Add(IDictionary<string, Type> constraints)
    {
        constraints["scope"] = typeof(ScopeConstraint);
        constraints["room"] = typeof(RoomConstraint);
        constraints["rooms"] = typeof(EitherConstraint);
    }

    [GeneratedRegex(@"\A[we]~[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Scope();

    [GeneratedRegex(@"\A[we]~[A-Za-z0-9][A-Za-z0-9._-]{0,63}~[1-9][0-9]{0,3}\z")]
    private static partial Regex Room();
}

internal abstract class NameConstraint(Func<string, bool> isName) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string name && isName(name);
}

internal sealed class ScopeConstraint() : NameConstraint(RoomNames.IsScope);

internal sealed class RoomConstraint() : NameConstraint(RoomNames.IsRoom);

internal sealed class EitherConstraint() : NameConstraint(static name => RoomNames.IsScope(name) || RoomNames.IsRoom(name));
