using Stipple.Cli;

Terminal.Args = args;
return await Commands.Run(args, CancellationToken.None);
