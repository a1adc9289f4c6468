using System.Text.RegularExpressions;

namespace ExamEngine.Web.Kernel;

/// <summary>
/// Route constraint <c>id</c>: names that authors and offices give to exams and learners, 1 to 64 of letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.
/// Anything else is no route, so that it never reaches a grain.
/// </summary>
internal sealed partial class IdConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string id && IsId(id);

    public static bool IsId(string text) => Shape().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Shape();
}
