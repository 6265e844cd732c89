package emanet.local.cli;

import picocli.CommandLine.Command;

/// Checks what the system says of itself, with nothing but a key.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks a ledger, a receipt, a certificate or an audit package, offline and without trust"
            + " in who keeps it.",
    subcommands = {
      VerifyLedgerCommand.class,
      VerifyReceiptCommand.class,
      VerifyCertificateCommand.class,
      VerifyPackageCommand.class
    })
final class VerifyCommand {}
