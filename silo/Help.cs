namespace ExamEngine.Silo;

internal static class Help
{
    public static int Print()
    {
        Console.WriteLine(
            """
            ExamEngine.Silo [--urls http://localhost:5000] [--data DIR]   serve
            ExamEngine.Silo --role silo|web|proxy ...                     one process of a cluster
            ExamEngine.Silo import FILE... [--data DIR]                   load exams and programs from authoring files
            ExamEngine.Silo account NAME ROLE... [--learner ID] [--display NAME] [--data DIR]
                                                                          add an account, or change its roles and password
            ExamEngine.Silo ticket NAME... [--data DIR]                   print a link for each learner that signs in once, within half an hour

            ExamEngine.Silo verify FILE... [--allow-local]                whether Open Badges of any issuer are valid: JSON, JWT, PNG, SVG or PDF; ends with 0 or 1

            ExamEngine.Silo keys DIR                                      make the private keys that the silos of a cluster share, and list those of badges
            ExamEngine.Silo keys DIR rotate [--from 2030-01-31]           add a badge key, known at once and used from then on; a day from now if not said
            ExamEngine.Silo health                                        whether the process here is alive, as exit code

            Every setting of appsettings.json can be given as --ExamEngine:Name=value or in the environment as ExamEngine__Name=value.
            """);
        return 0;
    }
}
