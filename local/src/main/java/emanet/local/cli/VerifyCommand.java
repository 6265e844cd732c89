package emanet.local.cli;

import picocli.CommandLine.Command;

/// Checks what the system says of itself, with nothing but a key.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Checks a ledger or a receipt, offline and without trust in who keeps it.",
    subcommands = {VerifyLedgerCommand.class, VerifyReceiptCommand.class})
final class VerifyCommand {}
