using Stipple.Plan;
using Stipple.Records.Clinics;
using Stipple.Records.Patients;
using Stipple.Terms;

namespace Stipple.Web.Clinics;

/// <summary>What a competence may call a device, so that it is found when a plan asks for it: see <see cref="Planning.NamesOf"/>.</summary>
internal sealed class DeviceNames(ClinicEvidence evidence, PatientList list)
{
    private static readonly (string Word, string Label)[] kinds = [("pen", "Any motorised pen"), ("stamp", "Any stamp"), ("roller", "Any roller")];

    public async Task<IReadOnlyList<(string Word, string Label)>> Of(ClinicId clinic, CancellationToken cancel)
    {
        var models = (await evidence.InForce(clinic, cancel)).Policy is { } policy ? TreatmentLimits.Of(policy.Rules).Devices : [];
        var devices = await list.Devices(clinic, cancel);
        return
        [
            .. kinds,
            .. models.Where(model => model.Kind != "rf").Select(model => (model.Id, $"Model: {model.Name}")),
            .. devices.Where(device => device.Retired is null).Select(device => (device.Name, $"Only {device.Name} ({device.Serial})")),
        ];
    }
}
