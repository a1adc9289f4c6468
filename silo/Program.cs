using ExamEngine.Silo;

return args switch
{
    ["import", .. var files] => await ImportVerb.Run(files),
    ["help" or "--help" or "-h", ..] => Help.Print(),
    _ => await SiloHost.Serve(args),
};
