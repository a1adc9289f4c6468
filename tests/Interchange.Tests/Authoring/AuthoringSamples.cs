using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Interchange.Tests.Authoring;

/// <summary>Authoring files to start from. Tests change one line of them.</summary>
internal static class AuthoringSamples
{
    public const string Full = """
        exam: scm-inventory
        title: Inventory and demand
        language: en
        program: scm
        course: sc1x
        rehearsal: false
        proctored: true
        proctoring:
          camera: true
          microphone: false
          screen: true
          fullscreen: false
          faceCounting: false
          identity: true
          roomScan: true
          admit: policy
          stillEvery: 15s
          record: true
          retention: { stills: 14, recording: 7, identity: 3, talk: 60 }
          purpose: So that **nobody** is helped.
          rules:
            - { standard: no-face, severity: 0.25 }
            - { id: away, title: Out of sight, lasting: page-hidden, atLeast: 30s, severity: 0.4, excuses: [network-drop, clock-jump, assistive-tools] }
            - { id: copies, title: Copied often, repeated: [copied, cut], times: 3, within: 5m, severity: 0.3 }
          review: { opensAt: 0.5, answerWithin: 48h, appealWithin: 240h, decideAppealWithin: 120h }
        timeLimit: 1h30m
        cutScore: 60%
        navigation: linear
        instructions: |
          Read **every** item.
        honourCode: I work alone.
        policy:
          grace: 7s
          lostTimeCap: 10m
          gapAfter: 20s
          attempts: unlimited
          windowCloses: loses
          lateHandIn: 24h
          requiresRehearsal: true
        eligibility:
          enrolment: true
          payment: true
          confirmedName: true
          accommodationsDecided: true
          passed:
            - { exam: scm-basics }
            - { course: sc0x, atLeast: 60% }
          coolingOff: 336h
          attemptsPerWindow: 2
          noShow: uses-attempt
        review:
          score: true
          responses: false
          keys: true
          release: after-window
        assets:
          - name: curve.svg
            file: images/curve.svg
        sections:
          - id: demand
            title: Demand models
            intro: Three items.
            timeLimit: 40m
            shuffleItems: true
            items:
              - id: safety-stock
                title: Safety stock
                pinned: true
                stem: |
                  Demand {{mu}} ± {{sigma:0.0}}. Find $z\sigma\sqrt{L}$.

                  ![curve](asset:curve.svg)
                variables:
                  mu: { from: 100, to: 200, step: 10 }
                  L: { oneOf: [4, 9, 16] }
                  sigma: { from: 10, to: 30, step: 5 }
                  ss: { compute: "1.645 * sigma * sqrt(L)" }
                constraints: ["mu > 3 * sigma"]
                explanation: It is {{ss:0.00}}.
                points: 2
                numeric:
                  answer: ss
                  tolerance: 1%
                  units: { units: 1, dozen: 12 }
                  also:
                    - { answer: "ss * 2", tolerance: 0.5, credit: 50% }
                    - { answer: "(ss * 3, ss * 4]", credit: 25% }
              - id: method
                stem: Which one?
                singleChoice:
                  options:
                    - text: Exponential smoothing
                      correct: true
                    - text: Naive
                    - { id: half, text: Half right, credit: 50% }
                    - text: None of these
                      pinned: true
              - id: levers
                stem: Which ones?
                multipleResponse:
                  rule: fractions
                  maxChoices: 3
                  shuffle: false
                  options:
                    - { text: Pooling, credit: 50% }
                    - { text: Postponement, credit: 50% }
                    - { text: Guessing, credit: -100% }
              - pool: demand-pool
                draw: 1
                items:
                  - id: pool-1
                    stem: Whose law?
                    shortText: { answer: Poisson }
                  - id: pool-2
                    stem: Which law?
                    shortText:
                      answers: [ { text: Poisson }, { regex: "poiss?on( distribution)?", credit: 50% } ]
                      caseSensitive: true
                      trim: false
                      maxLength: 50
          - id: essay
            oneWay: true
            items:
              - id: bullwhip
                stem: Discuss.
                fields:
                  - id: a
                    prompt: The mean
                    points: 0.5
                    numeric: { answer: "[5, 7)" }
                  - id: b
                    prompt: Why?
                    points: 5
                    essay: { minWords: 50, maxWords: 300, rubric: Names it. }
        """;

    public const string Small = """
        exam: small
        title: Small
        program: scm
        timeLimit: 45s
        cutScore: 50%
        sections:
          - id: only
            items:
              - id: one
                stem: 1 + 1?
                numeric: { answer: 2 }
        """;

    public const string Program = """
        kind: program
        program: scm
        title: Supply Chain Management
        description: Planned **ahead**.
        courses:
          - { id: sc0x, title: Supply Chain Analytics }
        """;

    public const string FullProgram = """
        kind: program
        program: sds
        title: Statistics and Data Science
        language: en
        courses:
          - { id: probability, title: Probability }
          - { id: statistics, title: Statistics, exam: sds-statistics }
          - { id: society, title: Data in Society }
          - id: capstone
            title: Capstone
            parts:
              inOrder: true
              within: 12h
              pass: together
              cutScore: 60%
              exams:
                - { exam: capstone-1, weight: 2 }
                - { exam: capstone-2 }
        earned:
          allOf:
            - { course: probability, from: 2024-01-01, until: 2029-01-01T12:00+02:00 }
            - title: Electives
              atLeast: 1
              of:
                - { course: statistics }
                - { exam: dedp-data, title: Data Analysis }
            - { course: capstone }
        """;

    public static Validated<ExamDraft> Read(string yaml) => ExamYaml.Read(yaml, file => file == "images/curve.svg" ? "<svg/>"u8.ToArray() : null);

    public static ExamVersion Draft(string yaml) => Assert.IsType<Validated<ExamDraft>.Valid>(Read(yaml)).Value.Exam;

    public static IReadOnlyList<Refusal> Refused(string yaml) => Assert.IsType<Validated<ExamDraft>.Invalid>(Read(yaml)).Refusals;
}
