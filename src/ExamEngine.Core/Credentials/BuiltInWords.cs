using System.Collections.Immutable;

namespace ExamEngine.Core.Credentials;

/// <summary>What credentials say where no template says otherwise.</summary>
internal static class BuiltInWords
{
    private static readonly ImmutableArray<TemplateText> Texts =
    [
        .. Of("en",
            "passed the proctored exam", "passed the exam", "completed the course", "completed the program",
            "The holder passed the exam “{title}” of {issuer}.", "The holder completed the course “{title}” of {issuer}.", "The holder completed the program “{title}” of {issuer}.",
            "Passing the exam under the supervision of a proctor.", "Passing the exam.", "Passing all exams of the course.", "Completing all courses that the program requires."),
        .. Of("es",
            "ha aprobado el examen supervisado", "ha aprobado el examen", "ha completado el curso", "ha completado el programa",
            "El titular ha aprobado el examen «{title}» de {issuer}.", "El titular ha completado el curso «{title}» de {issuer}.", "El titular ha completado el programa «{title}» de {issuer}.",
            "Aprobar el examen bajo supervisión.", "Aprobar el examen.", "Aprobar todos los exámenes del curso.", "Completar todos los cursos que exige el programa."),
        .. Of("fr",
            "a réussi l’examen surveillé", "a réussi l’examen", "a terminé le cours", "a terminé le programme",
            "Le titulaire a réussi l’examen « {title} » de {issuer}.", "Le titulaire a terminé le cours « {title} » de {issuer}.", "Le titulaire a terminé le programme « {title} » de {issuer}.",
            "Réussir l’examen sous surveillance.", "Réussir l’examen.", "Réussir tous les examens du cours.", "Terminer tous les cours exigés par le programme."),
        .. Of("de",
            "hat die beaufsichtigte Prüfung bestanden", "hat die Prüfung bestanden", "hat den Kurs abgeschlossen", "hat das Programm abgeschlossen",
            "Die Inhaberin oder der Inhaber hat die Prüfung „{title}“ von {issuer} bestanden.", "Die Inhaberin oder der Inhaber hat den Kurs „{title}“ von {issuer} abgeschlossen.",
            "Die Inhaberin oder der Inhaber hat das Programm „{title}“ von {issuer} abgeschlossen.",
            "Bestehen der Prüfung unter Aufsicht.", "Bestehen der Prüfung.", "Bestehen aller Prüfungen des Kurses.", "Abschluss aller Kurse, die das Programm verlangt."),
        .. Of("pt",
            "foi aprovado no exame supervisionado", "foi aprovado no exame", "concluiu o curso", "concluiu o programa",
            "O titular foi aprovado no exame “{title}” de {issuer}.", "O titular concluiu o curso “{title}” de {issuer}.", "O titular concluiu o programa “{title}” de {issuer}.",
            "Aprovação no exame sob supervisão.", "Aprovação no exame.", "Aprovação em todos os exames do curso.", "Conclusão de todos os cursos exigidos pelo programa."),
        .. Of("ar",
            "اجتاز الامتحان المراقَب", "اجتاز الامتحان", "أتمّ المقرر", "أتمّ البرنامج",
            "اجتاز حامل هذه الشهادة امتحان «{title}» من {issuer}.", "أتمّ حامل هذه الشهادة مقرر «{title}» من {issuer}.", "أتمّ حامل هذه الشهادة برنامج «{title}» من {issuer}.",
            "اجتياز الامتحان تحت المراقبة.", "اجتياز الامتحان.", "اجتياز جميع امتحانات المقرر.", "إتمام جميع المقررات التي يتطلبها البرنامج."),
        .. Of("zh",
            "通过了监考考试", "通过了考试", "完成了课程", "完成了项目",
            "证书持有人通过了{issuer}的考试“{title}”。", "证书持有人完成了{issuer}的课程“{title}”。", "证书持有人完成了{issuer}的项目“{title}”。",
            "在监考下通过考试。", "通过考试。", "通过该课程的全部考试。", "完成该项目要求的全部课程。"),
        .. Of("hi",
            "ने निरीक्षित परीक्षा उत्तीर्ण की", "ने परीक्षा उत्तीर्ण की", "ने पाठ्यक्रम पूरा किया", "ने कार्यक्रम पूरा किया",
            "धारक ने {issuer} की परीक्षा “{title}” उत्तीर्ण की।", "धारक ने {issuer} का पाठ्यक्रम “{title}” पूरा किया।", "धारक ने {issuer} का कार्यक्रम “{title}” पूरा किया।",
            "निरीक्षण में परीक्षा उत्तीर्ण करना।", "परीक्षा उत्तीर्ण करना।", "पाठ्यक्रम की सभी परीक्षाएँ उत्तीर्ण करना।", "कार्यक्रम के सभी आवश्यक पाठ्यक्रम पूरे करना।"),
    ];

    /// <summary>In the language of the credential, else in English.</summary>
    public static TemplateText For(CredentialSubject subject) =>
        Find(subject, subject.Language) ?? Find(subject, "en") ?? throw new InvalidOperationException($"There are no words for a credential of kind '{subject.Kind}'.");

    private static TemplateText? Find(CredentialSubject subject, string language) => Texts.FirstOrDefault(text =>
        text.Kind == subject.Kind && (text.Proctored ?? subject.Proctored) == subject.Proctored && CredentialTemplates.Speaks(text.Language, language));

    private static IEnumerable<TemplateText> Of(
        string language, string proctored, string passed, string course, string program, string ofExam, string ofCourse, string ofProgram,
        string underProctor, string passing, string passingAll, string completing) =>
    [
        new(language, "exam", true, proctored, ofExam, underProctor),
        new(language, "exam", false, passed, ofExam, passing),
        new(language, "course", null, course, ofCourse, passingAll),
        new(language, "program", null, program, ofProgram, completing),
    ];
}
