using System.Text;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Terms;
using static Stipple.Records.Lists.ListTable;

namespace Stipple.Records.Lists;

/// <summary>Whose turn it is with each patient, how a patient is found, which links are open, what came in, which devices there are.</summary>
internal static class PatientLists
{
    public static readonly ListTable Patients = new("patients", Keys: 1,
        [Text("patient_id"), Text("number"), Text("name"), Text("born"), Text("stage"), Number("stage_at"), Text("session_on"), Text("score_on"), Number("version")])
    {
        Indexes = ["number", "stage, stage_at", "stage_at", "session_on", "score_on"],
    };

    /// <summary>The words by which a patient is found, also by former names.</summary>
    public static readonly ListTable Words = new("patient_words", Keys: 2, [Text("word"), Text("patient_id")]);

    public static readonly ListTable Links = new("links", Keys: 1,
        [Text("link_id"), Text("secret_hash"), Text("purpose"), Text("patient_id"), Text("subject"), Number("until"), Number("revoked")])
    {
        Indexes = ["secret_hash"],
    };

    public static readonly ListTable LinkVisits = new("link_visits", Keys: 1, [Text("visit_hash"), Text("link_id")]);

    public static readonly ListTable CheckIns = new("check_ins", Keys: 1,
        [Text("check_in_id"), Text("patient_id"), Text("session_id"), Text("urgency"), Number("at"), Number("due")])
    {
        Indexes = ["due"],
    };

    public static readonly ListTable Devices = new("devices", Keys: 1,
        [Text("device_id"), Text("model"), Text("name"), Text("serial"), Text("checked_until"), Text("retired")]);

    /// <summary>Every cartridge that was opened, so that one is never opened twice and a lot finds its patients. Lot and serial in capitals, as they are compared.</summary>
    public static readonly ListTable Cartridges = new("cartridges", Keys: 2, [Text("lot"), Text("serial"), Text("patient_id"), Text("session_id"), Number("at")]);

    /// <summary>Words to find a name by: in lower case, without accents, each part alone.</summary>
    public static IEnumerable<string> WordsOf(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Letters.IsAccent(letter)) continue;
            plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(Letters.Base(letter)) : ' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
    }

    public static void ApplyToPatient(Fact fact, string stream, IRows rows)
    {
        if (!PatientId.TryParse(stream, out var patient) || Body.Read(fact) is not { } body) return;
        var id = patient.ToString();
        switch (body)
        {
            case PatientRegistered { Identity: var identity }:
                rows.Put(Patients, ("patient_id", id), ("number", identity.Number), ("name", identity.Name), ("born", identity.Born), ("stage", Stages.Registered), ("stage_at", fact.At));
                Find(identity, id, rows);
                break;
            case PatientAmended { Identity: var identity }:
                rows.Set(Patients, [id], ("number", identity.Number), ("name", identity.Name), ("born", identity.Born));
                Find(identity, id, rows);
                break;
            case LinkSent sent:
                rows.Put(Links, ("link_id", sent.Link), ("secret_hash", sent.SecretHash), ("purpose", sent.Purpose), ("patient_id", id), ("subject", sent.Subject), ("until", sent.Until), ("revoked", false));
                if (sent.Purpose == LinkPurpose.Intake) Turn(Stages.Asked);
                break;
            case LinkRevoked revoked:
                rows.Set(Links, [revoked.Link], ("revoked", true));
                break;
            case LinkOpened opened:
                rows.Put(LinkVisits, ("visit_hash", opened.VisitHash), ("link_id", opened.Link));
                break;
            case IntakeFinished:
                Turn(Stages.Answered);
                break;
            case PlanDrafted:
                Turn(Stages.Drafted);
                break;
            case PlanSigned signed:
                Turn(Stages.Planned);
                rows.Set(Patients, [id], ("session_on", signed.Request.First), ("score_on", null));
                break;
            case PlanEnded:
                Turn(Stages.Answered);
                rows.Set(Patients, [id], ("session_on", null));
                break;
            case ConsentSigned:
                Turn(Stages.Consented);
                break;
            case ConsentDeclined:
                Turn(Stages.Questioned);
                break;
            case ConsentWithdrawn:
                Turn(Stages.Planned);
                break;
            case SessionBegun begun:
                Turn(Stages.InSession);
                Open(begun.Cartridge, begun.Session);
                break;
            case CartridgeChanged changed:
                Open(changed.Cartridge, changed.Session);
                break;
            case SessionEnded ended:
                Turn(ended.Next is null ? Stages.Treated : Stages.Consented);
                rows.Set(Patients, [id], ("session_on", ended.Next), ("score_on", ended.ScoreOn));
                break;
            case ScoreGiven { Baseline: false }:
                rows.Set(Patients, [id], ("score_on", null));
                break;
            case CheckInAnswered answered:
                rows.Put(CheckIns, ("check_in_id", answered.CheckIn), ("patient_id", id), ("session_id", answered.Session), ("urgency", answered.Urgency), ("at", fact.At), ("due", answered.Due));
                break;
            case CheckInTaken taken:
                rows.Set(CheckIns, [taken.CheckIn], ("due", null));
                break;
        }

        rows.Set(Patients, [id], ("version", fact.Version));

        void Turn(string stage) => rows.Set(Patients, [id], ("stage", stage), ("stage_at", fact.At));

        void Open(Cartridge cartridge, Guid session) => rows.Put(
            Cartridges, ("lot", cartridge.Lot.ToUpperInvariant()), ("serial", cartridge.Serial.ToUpperInvariant()), ("patient_id", id), ("session_id", session), ("at", fact.At));
    }

    public static void ApplyToDevice(Fact fact, string stream, IRows rows)
    {
        if (!Guid.TryParseExact(stream, "D", out var id)) return;
        switch (Body.Read(fact))
        {
            case DeviceAdded { Device: var device }:
                rows.Put(Devices, ("device_id", id), ("model", device.Model), ("name", device.Name), ("serial", device.Serial), ("checked_until", device.CheckedUntil), ("retired", device.Retired));
                break;
            case DeviceChecked check:
                rows.Set(Devices, [id], ("checked_until", check.CheckedUntil));
                break;
            case DeviceRetired retired:
                rows.Set(Devices, [id], ("retired", retired.On));
                break;
        }
    }

    private static void Find(Identity identity, string id, IRows rows)
    {
        var words = WordsOf($"{identity.Name} {identity.Number}")
            .Append(ListValue.Of(identity.Born)!.ToString()!)
            .Append(string.Concat(identity.Number.Where(char.IsLetterOrDigit)).ToLowerInvariant())
            .Append(string.Concat(identity.Phone.Where(char.IsAsciiDigit)));
        foreach (var word in words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)) rows.Put(Words, ("word", word), ("patient_id", id));
    }
}
