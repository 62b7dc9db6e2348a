using Stipple.Bench;

// Called by bench/run: the repository, then the name of a set of bars.
if (args is [_, "peer-hello", var port]) return Hello.Serve(port);
if (args is [_, "append", var place, var clinic, var when]) return await Appending.Run(place, clinic, when == "early");
if (args is [_, "fail"]) return await Failing.Run();
if (args is [_, "found", var foundIn]) return await Working.Found(foundIn);
if (args is [_, "rebuild", var rebuildIn, var rebuilt]) return await Working.Rebuild(rebuildIn, rebuilt);
if (args is [_, "peer-ef", var peerFile, var mode]) return EfPeer.Serve(peerFile, mode);
switch (args)
{
    case [var root, "house"]:
        return Report.Write(root, "house", await House.Measure(root));
    case [var root, "ledger"]:
        return Report.Write(root, "ledger", [.. await LedgerWrites.Measure(root), .. await LedgerSize.Measure()]);
    case [var root, "pathway"]:
        return Report.Write(root, "pathway", await Pathway.Measure(root));
    case [var root, "candidacy"]:
        return Report.Write(root, "candidacy", [.. await CandidacyRates.Measure(), .. await LineRates.Measure(root)]);
    case [var root, "skin-healing"]:
        return Report.Write(root, "skin-healing", HealingRates.Measure(root));
    case [var root, "skin-permeation"]:
        return Report.Write(root, "skin-permeation", SkinPermeation.Measure(root));
    case [var root, "skin-forecasts"]:
        return Report.Write(root, "skin-forecasts", SkinForecasts.Measure());
    default:
        Console.Error.WriteLine("Usage: bench/run house|ledger|pathway|candidacy|skin-healing|skin-permeation|skin-forecasts");
        return 2;
}
