using System.Globalization;
using Stipple.Clinic;
using Stipple.Records.Bodies;
using Stipple.Records.Lists;
using Stipple.Terms;

namespace Stipple.Records.Patients;

/// <summary>A patient in the list of patients.</summary>
/// <param name="Stage">Whose turn it is: a word of <see cref="Stages"/>.</param>
/// <param name="StageAt">Since when.</param>
/// <param name="SessionOn">Day of the next session; null when none is planned.</param>
/// <param name="ScoreOn">Day from which a score is due; null when none is.</param>
public sealed record PatientRow(PatientId Id, string Number, string Name, DateOnly Born, string Stage, DateTimeOffset StageAt, DateOnly? SessionOn, DateOnly? ScoreOn, int Version);

/// <summary>A link in the list of links.</summary>
public sealed record LinkRow(Guid Id, string Purpose, PatientId Patient, Guid? Subject, DateTimeOffset Until)
{
    public LinkPurpose Opens => ListValue.Read<LinkPurpose>(Purpose);
}

/// <summary>A check-in that somebody has to look at.</summary>
public sealed record CheckInRow(Guid Id, PatientId Patient, string Name, string Number, string Urgency, DateTimeOffset At, DateTimeOffset Due)
{
    public Aftercare.Urgency Level => ListValue.Read<Aftercare.Urgency>(Urgency);
}

/// <summary>A patient whose treatment is not over, and the place in the list of them.</summary>
/// <param name="Place">What orders the list: to go on behind it.</param>
public sealed record UnderWayRow(PatientId Id, string Place);

/// <summary>A device in the list of devices.</summary>
public sealed record DeviceRow(Guid Id, string Model, string Name, string Serial, DateOnly? CheckedUntil, DateOnly? Retired);

/// <summary>A cartridge that was opened, and for whom.</summary>
public sealed record CartridgeRow(string Lot, string Serial, PatientId Patient, Guid Session, DateTimeOffset At, string Name, string Number);

/// <summary>The patients of a clinic, found by what is at hand. Quick, because lists are read and not their facts.</summary>
public sealed class PatientList(ILedger ledger)
{
    private const string Patient = "SELECT patient_id AS id, number, name, born, stage, stage_at AS stageAt, session_on AS sessionOn, score_on AS scoreOn, version FROM patients";
    private const string Link = "SELECT links.link_id AS id, purpose, patient_id AS patient, subject, until FROM links";

    private const string PlaceInLine = "(COALESCE(session_on, '9999-12-31') || ' ' || patient_id)";

    private const string Opened =
        "SELECT lot, serial, cartridges.patient_id AS patient, session_id AS session, at, name, number FROM cartridges JOIN patients ON patients.patient_id = cartridges.patient_id";

    /// <summary>The patient; null when the clinic has none of this id.</summary>
    public Task<PatientRow?> Find(ClinicId clinic, PatientId id, CancellationToken cancel) => First<PatientRow>(clinic, $"{Patient} WHERE patient_id = @id", new { id = id.ToString() }, cancel);

    /// <summary>The patient with this number of the clinic; null when there is none.</summary>
    public Task<PatientRow?> OfNumber(ClinicId clinic, string number, CancellationToken cancel) => First<PatientRow>(clinic, $"{Patient} WHERE number = @number", new { number }, cancel);

    /// <summary>Whether there is a patient at all.</summary>
    public async Task<bool> Any(ClinicId clinic, CancellationToken cancel) => (await ledger.Query<long>(clinic, "SELECT 1 FROM patients LIMIT 1", null, cancel)).Count > 0;

    /// <summary>How many patients there are.</summary>
    public async Task<long> Count(ClinicId clinic, CancellationToken cancel) => (await ledger.Query<long>(clinic, "SELECT count(*) FROM patients", null, cancel))[0];

    /// <summary>Patients of whom every word of a search begins a word of their name, number, date of birth (2026-11-23) or telephone.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="most">How many at most, by name.</param>
    public async Task<IReadOnlyList<PatientRow>> Search(ClinicId clinic, string text, int most, CancellationToken cancel)
    {
        var days = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)).ToArray();
        var words = PatientLists.WordsOf(days.Aggregate(text, (rest, day) => rest.Replace(day, " ", StringComparison.Ordinal))).Concat(days).Take(6).ToArray();
        if (words.Length == 0) return [];
        string Word(int i) => words[Math.Min(i, words.Length - 1)];
        string Ends(int i) => Word(i) + '\uffff';
        var found = string.Join(" INTERSECT ", words.Select((_, i) => $"SELECT patient_id FROM patient_words WHERE word >= @w{i} AND word < @e{i}"));
        var sql = $"{Patient} WHERE patient_id IN ({found}) ORDER BY name, patient_id LIMIT @most";
        return await ledger.Query<PatientRow>(
            clinic, sql, new { w0 = Word(0), e0 = Ends(0), w1 = Word(1), e1 = Ends(1), w2 = Word(2), e2 = Ends(2), w3 = Word(3), e3 = Ends(3), w4 = Word(4), e4 = Ends(4), w5 = Word(5), e5 = Ends(5), most }, cancel);
    }

    /// <summary>The patients whose turn changed last, the last one first.</summary>
    public Task<IReadOnlyList<PatientRow>> Latest(ClinicId clinic, int most, CancellationToken cancel) =>
        ledger.Query<PatientRow>(clinic, $"{Patient} ORDER BY stage_at DESC, patient_id DESC LIMIT @most", new { most }, cancel);

    /// <summary>The patients in a stage, the one who waits longest first.</summary>
    public Task<IReadOnlyList<PatientRow>> InStage(ClinicId clinic, string stage, int most, CancellationToken cancel) =>
        ledger.Query<PatientRow>(clinic, $"{Patient} WHERE stage = @stage ORDER BY stage_at, patient_id LIMIT @most", new { stage, most }, cancel);

    /// <summary>The patients with a session planned on a day, by name.</summary>
    public Task<IReadOnlyList<PatientRow>> SessionsOn(ClinicId clinic, DateOnly day, int most, CancellationToken cancel) =>
        ledger.Query<PatientRow>(clinic, $"{Patient} WHERE session_on = @day ORDER BY name, patient_id LIMIT @most", new { day, most }, cancel);

    /// <summary>The patients whose session was planned before a day and was not held, the longest ago first.</summary>
    public Task<IReadOnlyList<PatientRow>> SessionsMissed(ClinicId clinic, DateOnly day, int most, CancellationToken cancel) =>
        ledger.Query<PatientRow>(clinic, $"{Patient} WHERE session_on < @day ORDER BY session_on, patient_id LIMIT @most", new { day, most }, cancel);

    /// <summary>The patients whose score is due, the longest ago first.</summary>
    public Task<IReadOnlyList<PatientRow>> ScoresDue(ClinicId clinic, DateOnly day, int most, CancellationToken cancel) =>
        ledger.Query<PatientRow>(clinic, $"{Patient} WHERE score_on <= @day ORDER BY score_on, patient_id LIMIT @most", new { day, most }, cancel);

    /// <summary>Patients whose treatment is not over, the next session first, then those without one in the order in which they came.</summary>
    /// <param name="clinic">Whose.</param>
    /// <param name="behind">The place of the last one seen; empty to begin.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    public Task<IReadOnlyList<UnderWayRow>> UnderWay(ClinicId clinic, string behind, int most, CancellationToken cancel) => ledger.Query<UnderWayRow>(
        clinic, $"SELECT patient_id AS id, {PlaceInLine} AS place FROM patients WHERE stage <> '{Stages.Treated}' AND {PlaceInLine} > @behind ORDER BY {PlaceInLine} LIMIT @most", new { behind, most }, cancel);

    /// <summary>How many patients there are whose treatment is not over.</summary>
    public async Task<long> CountUnderWay(ClinicId clinic, CancellationToken cancel) =>
        (await ledger.Query<long>(clinic, $"SELECT count(*) FROM patients WHERE stage <> '{Stages.Treated}'", null, cancel))[0];

    /// <summary>The link with this secret; null when it is revoked or unknown. Whether it has ended is for the caller to see.</summary>
    public Task<LinkRow?> OfLink(ClinicId clinic, string secretHash, CancellationToken cancel) =>
        First<LinkRow>(clinic, $"{Link} WHERE secret_hash = @secretHash AND revoked = 0", new { secretHash }, cancel);

    /// <summary>Whether this visit opened this link.</summary>
    public async Task<bool> IsVisit(ClinicId clinic, string visitHash, Guid link, CancellationToken cancel) =>
        (await ledger.Query<long>(clinic, "SELECT count(*) FROM link_visits WHERE visit_hash = @visitHash AND link_id = @link", new { visitHash, link = link.ToString("D") }, cancel))[0] > 0;

    /// <summary>The check-ins that nobody has taken, the one that is due first first.</summary>
    public Task<IReadOnlyList<CheckInRow>> CheckInsOpen(ClinicId clinic, int most, CancellationToken cancel) => ledger.Query<CheckInRow>(
        clinic,
        """
        SELECT check_in_id AS id, check_ins.patient_id AS patient, name, number, urgency, at, due FROM check_ins
        JOIN patients ON patients.patient_id = check_ins.patient_id WHERE due > 0 ORDER BY due, check_in_id LIMIT @most
        """,
        new { most },
        cancel);

    /// <summary>All devices, also retired ones, by name.</summary>
    public Task<IReadOnlyList<DeviceRow>> Devices(ClinicId clinic, CancellationToken cancel) => ledger.Query<DeviceRow>(
        clinic, "SELECT device_id AS id, model, name, serial, checked_until AS checkedUntil, retired FROM devices ORDER BY name, device_id", null, cancel);

    /// <summary>The use of a cartridge; null when it was not opened here.</summary>
    public Task<CartridgeRow?> UseOf(ClinicId clinic, Cartridge cartridge, CancellationToken cancel) => First<CartridgeRow>(
        clinic, $"{Opened} WHERE lot = @lot AND serial = @serial", new { lot = cartridge.Lot.ToUpperInvariant(), serial = cartridge.Serial.ToUpperInvariant() }, cancel);

    /// <summary>Every cartridge of a lot that was opened, the first one first: whom a recall concerns.</summary>
    public Task<IReadOnlyList<CartridgeRow>> OfLot(ClinicId clinic, string lot, CancellationToken cancel) =>
        ledger.Query<CartridgeRow>(clinic, $"{Opened} WHERE lot = @lot ORDER BY at, serial", new { lot = lot.Trim().ToUpperInvariant() }, cancel);

    private async Task<T?> First<T>(ClinicId clinic, string sql, object parameters, CancellationToken cancel) where T : class =>
        await ledger.Query<T>(clinic, sql, parameters, cancel) is [var first, ..] ? first : null;
}
