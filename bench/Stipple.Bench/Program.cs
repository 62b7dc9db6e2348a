using Stipple.Bench;

// Called by bench/run: the repository, then the name of a set of bars.
if (args is [_, "peer-hello", var port]) return Hello.Serve(port);
if (args is [_, "append", var place, var clinic, var when]) return await Appending.Run(place, clinic, when == "early");
if (args is [_, "fail"]) return await Failing.Run();
if (args is not [var root, "house"])
{
    Console.Error.WriteLine("Usage: bench/run house");
    return 2;
}

return Report.Write(root, "house", await House.Measure(root));
