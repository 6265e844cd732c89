package emanet.local.cli;

import emanet.local.client.Unreachable;
import emanet.local.imports.BrokenCsv;
import emanet.local.imports.WrongMap;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Says in one line what went wrong. What is no foreseen failure is a defect, and keeps its trace.
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    var message =
        switch (e) {
          case Unreachable unreachable -> unreachable.getMessage();
          case BrokenCsv broken -> broken.getMessage();
          case WrongMap wrong -> wrong.getMessage();
          case NoSuchFileException missing -> "no such file: " + missing.getFile();
          case AccessDeniedException denied -> "not allowed: " + denied.getFile();
          case FileSystemException file -> file.getFile() + ": " + file.getReason();
          case IOException io -> io.getMessage();
          case ParameterException wrong -> throw wrong; // WrongUse answers it
          default -> throw e;
        };
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
    return e instanceof BrokenCsv || e instanceof WrongMap || e instanceof FileSystemException
        ? ExitCode.UNUSABLE
        : ExitCode.UNSERVED;
  }
}
