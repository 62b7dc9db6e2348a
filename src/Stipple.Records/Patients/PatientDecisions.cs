using System.Security.Cryptography;
using System.Text;
using Stipple.Assess;
using Stipple.Clinic;
using Stipple.Plan;

namespace Stipple.Records.Patients;

/// <summary>What is decided on the answers.</summary>
public sealed partial class PatientRecord
{
    /// <summary>The decision on a plan that is wanted, and what stands against it.</summary>
    /// <param name="policy">The rules, with the clinic's choices.</param>
    /// <param name="request">What is wanted; everything in it from the tables of these rules.</param>
    /// <param name="model">The model of its device.</param>
    /// <param name="today">Day of the decision.</param>
    public Review Review(ClinicPolicy policy, PlanRequest request, DeviceModel model, DateOnly today) =>
        Reviewing.Of(Screening.Decide(Planning.CaseOf(policy, request, model, Answers(policy.Rules), today)), Overrides(policy.Rules));

    /// <summary>The decision before there is a plan.</summary>
    public Review Review(ClinicPolicy policy, DateOnly today) =>
        Reviewing.Of(Screening.Decide(WishCase(policy, today)), Overrides(policy.Rules));

    /// <summary>The same, on the plan that is being made or was signed, or on the wish where there is none yet or these rules no longer know what is in it.</summary>
    /// <param name="policy">The rules, with the clinic's choices.</param>
    /// <param name="device">The device of the plan; null when there is none.</param>
    /// <param name="today">Day of the decision.</param>
    public Review Review(ClinicPolicy policy, Device? device, DateOnly today) =>
        Request is { } request && device is not null && TreatmentLimits.Of(policy.Rules).Device(device.Model) is { } model && Planning.Knows(policy.Rules, request)
            ? Review(policy, request, model, today)
            : Review(policy, today);

    /// <summary>What is wanted now: the plan that is being made, else the one that was signed.</summary>
    public PlanRequest? Request => Draft?.Request ?? Plan?.Request;

    /// <summary>SHA-256 of a decision as JSON, in hexadecimal digits: deciding again has to give the same.</summary>
    public static string HashOf(Candidacy candidacy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CandidacyFormat.Write(candidacy))));
}
