package emanet.local.cli;

import emanet.local.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// One run of the command line against the shared stack.
public record Run(int code, String out, String err) {
  /// Runs a command with the options that lead to the stack's API and edge.
  public static Run of(String... arguments) {
    var stack = Stack.shared();
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", stack.api().toString()));
    all.addAll(List.of("--aws-port", Integer.toString(stack.edge().getPort())));
    return bare(all.toArray(String[]::new));
  }

  /// Runs a command as it stands.
  public static Run bare(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
