using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stipple.Assess;
using Stipple.Records.Patients;
using Stipple.Terms;

namespace Stipple.Cli;

/// <summary>Who comes out otherwise, for a terminal or as JSON. Patients by id and record number: their names are for the pages of the clinic.</summary>
internal static class RescreenReport
{
    private const string Undecided = "cannot-be-decided";

    private static readonly JsonWriterOptions indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many come out otherwise, in a sentence.</summary>
    public static string Outcome(Rescreen rescreen)
    {
        var lost = rescreen.Patients.Count(patient => patient.After is null);
        return $"{rescreen.Changed} of {rescreen.Open} open patients would be decided otherwise.{(lost == 0 ? "" : $" {lost} could not be decided.")}";
    }

    public static void Write(TextWriter to, ClinicId clinic, Rescreen rescreen)
    {
        to.WriteLine($"Clinic   {clinic}, {CandidacyReport.InWords(rescreen.On)}");
        to.WriteLine($"Now      {rescreen.Before.Rules.Version}");
        to.WriteLine($"Against  {rescreen.After.Rules.Version}");
        foreach (var (name, was, @is) in Switches(rescreen)) to.WriteLine($"         {name} = {@is}, now {was}");
        to.WriteLine($"Looked   at {rescreen.Looked} patients whose treatment is not over, {rescreen.Open} of them with a wish or a plan");
        to.WriteLine(rescreen.Patients.IsEmpty ? "Nobody with an open plan would be decided otherwise." : Outcome(rescreen));
        if (rescreen.Patients.IsEmpty) return;
        to.WriteLine();
        foreach (var count in rescreen.Counts)
            to.WriteLine($"{count.Patients,8}  {Word(count.Before)} -> {Word(count.After)}{(count.Before == count.After && count.Before is not null ? " (a place, a part of the plan or the reasons)" : "")}");
        foreach (var patient in rescreen.Patients) Write(to, patient);
    }

    public static void WriteJson(TextWriter to, ClinicId clinic, Rescreen rescreen)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, indented))
        {
            json.WriteStartObject();
            json.WriteString("clinic", $"{clinic}");
            json.WriteString("on", CandidacyFormat.Day(rescreen.On));
            json.WriteString("now", rescreen.Before.Rules.Version.Hash);
            json.WriteString("against", rescreen.After.Rules.Version.Hash);
            json.WriteStartArray("switches");
            foreach (var (name, was, @is) in Switches(rescreen)) Object(json, ("switch", name), ("now", was), ("against", @is));
            json.WriteEndArray();
            json.WriteNumber("looked", rescreen.Looked);
            json.WriteNumber("open", rescreen.Open);
            json.WriteNumber("changed", rescreen.Changed);
            json.WriteStartArray("counts");
            foreach (var count in rescreen.Counts)
            {
                json.WriteStartObject();
                json.WriteString("before", Word(count.Before));
                json.WriteString("after", Word(count.After));
                json.WriteNumber("patients", count.Patients);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("patients");
            foreach (var patient in rescreen.Patients) Write(json, patient);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        to.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(TextWriter to, Rescreened patient)
    {
        to.WriteLine();
        to.WriteLine($"patient {patient.Patient}  {patient.Number}  {Word(patient.Wanted)}");
        to.WriteLine($"  {Word(patient.Before)} -> {Word(patient.After)}{(patient.Changes ? $"  ({Word(patient.Direction)})" : "")}");
        if (patient.Strangers.Length > 0) CandidacyReport.Paragraph(to, "  ! ", $"Not in the tables: {string.Join(", ", patient.Strangers)}");
        if (patient.Shift is not { } shift) return;
        if (shift.StoodBefore != shift.StandsAfter) to.WriteLine(shift.StandsAfter ? "  Something stands against planning then, and nothing does now." : "  Nothing stands against planning then, and something does now.");
        foreach (var site in shift.Sites) to.WriteLine($"  {site.Site.Id}: {CandidacyFormat.Word(site.Before)} -> {CandidacyFormat.Word(site.After)}");
        foreach (var part in shift.Parts) to.WriteLine($"  {CandidacyFormat.Word(part.Part)}: {CandidacyFormat.Word(part.Before)} -> {CandidacyFormat.Word(part.After)}");
        foreach (var row in shift.Rows)
        {
            to.WriteLine($"  {State(row)}  {CandidacyFormat.Word(row.Rule.Grade).ToUpperInvariant()}  [{row.Rule.Id}]{(Regraded(row) is { } grade ? $", now {grade}" : "")}{(row.NotBefore is { } day && row.NotBeforeThen is { } then && day != then ? $", not before {CandidacyReport.InWords(then)}, now {CandidacyReport.InWords(day)}" : "")}");
            CandidacyReport.Paragraph(to, "    ", row.Rule.Says);
        }
    }

    private static void Write(Utf8JsonWriter json, Rescreened patient)
    {
        json.WriteStartObject();
        json.WriteString("patient", $"{patient.Patient}");
        json.WriteString("number", patient.Number);
        json.WriteString("decidedOn", Word(patient.Wanted));
        json.WriteString("before", Word(patient.Before));
        json.WriteString("after", Word(patient.After));
        json.WriteString("direction", Word(patient.Direction));
        if (patient.Shift is { } stands)
        {
            json.WriteBoolean("stoodBefore", stands.StoodBefore);
            json.WriteBoolean("standsAfter", stands.StandsAfter);
        }

        json.WriteStartArray("notInTheTables");
        foreach (var stranger in patient.Strangers) json.WriteStringValue(stranger);
        json.WriteEndArray();
        json.WriteStartArray("sites");
        foreach (var site in patient.Shift?.Sites ?? []) Object(json, ("site", site.Site.Id), ("before", CandidacyFormat.Word(site.Before)), ("after", CandidacyFormat.Word(site.After)));
        json.WriteEndArray();
        json.WriteStartArray("parts");
        foreach (var part in patient.Shift?.Parts ?? []) Object(json, ("part", CandidacyFormat.Word(part.Part)), ("before", CandidacyFormat.Word(part.Before)), ("after", CandidacyFormat.Word(part.After)));
        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var row in patient.Shift?.Rows ?? [])
        {
            Object(json, ("rule", row.Rule.Id), ("grade", CandidacyFormat.Word(row.Rule.Grade)), ("was", CandidacyFormat.Word(row.Was?.Grade ?? Grade.None)),
                ("before", Word(row.Before)), ("after", Word(row.After)), ("at", string.Join(' ', row.At.Select(site => site.Id))),
                ("notBefore", Day(row.NotBefore)), ("notBeforeThen", Day(row.NotBeforeThen)), ("says", row.Rule.Says));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Object(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members) json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>The switches whose value differs; a switch that one of the two does not have is left out, as nothing is chosen there.</summary>
    private static IEnumerable<(string Name, string Was, string Is)> Switches(Rescreen rescreen) => rescreen.After.Rules.Switches
        .Select(term => (term, own: rescreen.Before.Rules.FindTerm(term.Name)))
        .Where(pair => pair.own is not null)
        .Select(pair => (pair.term.Name, Was: pair.own!.Domain.ToWords(rescreen.Before[pair.own])[0], Is: pair.term.Domain.ToWords(rescreen.After[pair.term])[0]))
        .Where(pair => pair.Was != pair.Is);

    private static string State(RowShift row) => (row.Before, row.After) switch
    {
        (RowState.Fires, RowState.Fires) => "fires otherwise   ",
        (_, RowState.Fires) => "fires then        ",
        (RowState.Fires, _) => "fires no longer   ",
        (RowState.Open, RowState.Open) => "is open otherwise ",
        (_, RowState.Open) => "is open then      ",
        _ => "is open no longer ",
    };

    private static string Day(DateOnly? day) => day is { } known ? CandidacyFormat.Day(known) : "";

    private static string? Regraded(RowShift row) => row is { Was: { } was, Is: { } now } && was.Grade != now.Grade ? CandidacyFormat.Word(was.Grade) : null;

    private static string Word(Decision? decision) => decision is { } word ? CandidacyFormat.Word(word) : Undecided;

    private static string Word(Wanted wanted) => wanted switch { Wanted.Wish => "wish", Wanted.Draft => "draft", _ => "plan" };

    private static string Word(ShiftDirection direction) => direction switch { ShiftDirection.Stricter => "stricter", ShiftDirection.Milder => "milder", _ => "other reasons" };

    private static string Word(RowState state) => state switch { RowState.Fires => "fires", RowState.Open => "open", _ => "silent" };
}
