using ExamEngine.Silo;

return args switch
{
    ["import", .. var files] => await ImportVerb.Run(files),
    ["account", .. var words] => await AccountVerb.Run(words),
    ["keys", .. var words] => KeysVerb.Run(words),
    ["health", .. var words] => await HealthVerb.Run(words),
    ["verify", .. var words] => await VerifyVerb.Run(words),
    ["ticket", .. var names] => await TicketVerb.Run(names),
    ["help" or "--help" or "-h", ..] => Help.Print(),
    _ => await SiloHost.Serve(args),
};
