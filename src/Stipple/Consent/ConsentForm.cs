using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stipple.Consent;

/// <summary>A paragraph as this patient reads it.</summary>
public sealed record ConsentParagraph(string Id, string Part, string Heading, string Text, InHundred? InHundred);

/// <summary>
/// Everything that a patient reads before agreeing to one plan. Only <see cref="Drafting"/> makes one; the same plan, answers and
/// tables make the same bytes.
/// </summary>
public sealed record ConsentForm
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal ConsentForm(string clinic, string patient, DateOnly born, Guid plan, string planHash, string evidence, ImmutableArray<ConsentParagraph> paragraphs)
    {
        (Clinic, Patient, Born, Plan, PlanHash, Evidence, Paragraphs) = (clinic, patient, born, plan, planHash, evidence, paragraphs);
        Text = JsonSerializer.Serialize(new { form = 1, language = "en", clinic, patient, born, plan, planHash, evidence, paragraphs }, Canonical);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public string Clinic { get; }

    public string Patient { get; }

    public DateOnly Born { get; }

    public Guid Plan { get; }

    public string PlanHash { get; }

    public string Evidence { get; }

    public ImmutableArray<ConsentParagraph> Paragraphs { get; }

    /// <summary>All of it as one JSON text: what is kept with the signature.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of <see cref="Text"/>, in hexadecimal digits: what the signature binds.</summary>
    public string Hash { get; }
}

/// <summary>A text that was agreed to, as it is kept with the signature: read from there, and never drafted anew.</summary>
/// <param name="Form">Which form of writing it down; 1 so far.</param>
/// <param name="Language">The language of the text.</param>
public sealed record ConsentText(
    int Form, string Language, string Clinic, string Patient, DateOnly Born, Guid Plan, string PlanHash, string Evidence, ImmutableArray<ConsentParagraph> Paragraphs)
{
    private static readonly JsonSerializerOptions Kept = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads <see cref="ConsentForm.Text"/> back.</summary>
    /// <exception cref="JsonException">It is no such text.</exception>
    public static ConsentText Read(string text) => JsonSerializer.Deserialize<ConsentText>(text, Kept) ?? throw new JsonException("There is no text.");
}

/// <summary>Somebody agreed to a plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="PlanHash">Hash of the plan that was agreed to.</param>
/// <param name="FormHash">Hash of the text that was read.</param>
/// <param name="Evidence">The evidence version of plan and text.</param>
/// <param name="Name">Who signed, as they typed it.</param>
/// <param name="At">When.</param>
/// <param name="Withdrawn">When it was withdrawn; null while it stands.</param>
public sealed record SignedConsent(Guid Plan, string PlanHash, string FormHash, string Evidence, string Name, DateTimeOffset At, DateTimeOffset? Withdrawn = null);
