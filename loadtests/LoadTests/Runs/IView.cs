namespace ExamEngine.LoadTests.Runs;

/// <summary>Shows a run to whoever waits for it.</summary>
internal interface IView
{
    void Phase(string name);

    void Note(string words);

    /// <param name="lagMillis">How late the slowest agent was.</param>
    void Second(Second second, double lagMillis);

    /// <summary>Shows while the work lasts.</summary>
    Task<T> During<T>(Func<Task<T>> work);
}
