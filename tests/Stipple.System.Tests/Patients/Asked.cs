using Stipple.System.Tests.Check;

namespace Stipple.System.Tests.Patients;

/// <summary>What a page of a patient's questions asks, read off its address, and how its form is filled in.</summary>
internal static class Asked
{
    /// <summary>Ids of the questions, or the one word of another page.</summary>
    public static string[] By(string path) => path[(path.LastIndexOf('/') + 1)..].Split('?')[0].Split(',');

    /// <summary>The fields that answer each question of a page.</summary>
    public static (string Name, string Value)[] Each(string path, Func<string, string[]> answer) =>
        [.. By(path).SelectMany(question => answer(question).Select(value => ($"v.{question}", value)))];

    /// <summary>The page as somebody fills it in who thinks of the cheeks and has nothing to report.</summary>
    public static (string Name, string Value)[] Unremarkable(string path) => By(path) switch
    {
        ["places"] => [("v", "cheek-right"), ("v", "cheek-left")],
        ["concern"] => [("v", "acne-scar-rolling")],
        _ => Each(path, Replies.Unremarkable),
    };
}
