package emanet.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in one line what is wrong with the arguments, and where all of them are explained.
final class WrongUse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.getErr().println("see `" + name + " --help`");
    }
    return CommandLine.ExitCode.USAGE;
  }
}
