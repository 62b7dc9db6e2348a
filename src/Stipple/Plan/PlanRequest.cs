using System.Collections.Immutable;

namespace Stipple.Plan;

/// <summary>A zone that is to be treated.</summary>
/// <param name="Site">Id of the site.</param>
/// <param name="Depth">How far the needle is set to enter, in mm.</param>
/// <param name="Passes">How often the zone is gone over.</param>
public sealed record PlannedZone(string Site, double Depth, int Passes);

/// <summary>What a practitioner wants to do, before it is held against any limit.</summary>
/// <param name="Concern">Id of the concern.</param>
/// <param name="Purpose">cosmetic or medical.</param>
/// <param name="Zones">At least one, each site once.</param>
/// <param name="Endpoint">Where treating stops.</param>
/// <param name="Sessions">How many sessions.</param>
/// <param name="Weeks">Weeks between two of them.</param>
/// <param name="First">Day of the first.</param>
/// <param name="Device">The device, by its id within the clinic.</param>
/// <param name="Topical">Id of what is on the skin while the channels are open.</param>
/// <param name="Anaesthetic">Id of how the skin is numbed.</param>
/// <param name="Grams">How much of it; null without a cream.</param>
/// <param name="Area">On how much skin, in cm²; null without a cream.</param>
/// <param name="Minutes">How long it stays on; null without a cream.</param>
/// <param name="Reason">Why it goes beyond what is usual; empty where it does not.</param>
public sealed record PlanRequest(
    string Concern,
    string Purpose,
    ImmutableArray<PlannedZone> Zones,
    Endpoint Endpoint,
    int Sessions,
    int Weeks,
    DateOnly First,
    Guid Device,
    string Topical,
    string Anaesthetic,
    double? Grams,
    double? Area,
    int? Minutes,
    string Reason);
