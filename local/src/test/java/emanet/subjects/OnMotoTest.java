package emanet.subjects;

import emanet.local.Stack;
import emanet.local.template.Template;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;

/// On moto's server, a process of its own that ends with the tests; skipped where it is not
/// installed.
@EnabledIf(value = "isInstalled", disabledReason = "moto_server is not installed")
class OnMotoTest extends BackupContract {
  private static final String COMMAND = "moto_server";
  private static final int SECONDS_TO_START = 60;

  private Process moto;

  static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, COMMAND))
        .anyMatch(Files::isExecutable);
  }

  @Override
  Set<Ability> lacking() {
    return EnumSet.of(
        // it finds no multi-Region key in a ciphertext
        Ability.MULTI_REGION_DECRYPT,
        Ability.KEY_STATES,
        // it takes every denial of a policy for one without conditions
        Ability.BUCKET_POLICIES,
        Ability.ED25519,
        // it writes the file of data, and no manifest
        Ability.EXPORTS_LISTED,
        // its server has threads, and looks at a condition and writes in two steps
        Ability.RACES);
  }

  @Override
  Stack system() {
    int port = freePort();
    moto = started(port);
    return Stack.on(URI.create("http://127.0.0.1:" + port), unknownSpecs());
  }

  @Override
  void stop(Stack system) {
    system.close();
    moto.descendants().forEach(ProcessHandle::destroy);
    moto.destroy();
  }

  private static Process started(int port) {
    try {
      var starting =
          new ProcessBuilder(COMMAND, "-H", "127.0.0.1", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      // a session is in its role's account to moto: everything is in that of the templates
      starting.environment().put("MOTO_ACCOUNT_ID", Template.ACCOUNT);
      var process = starting.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      await(process, port);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (process.isAlive() && System.nanoTime() < end) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        pause();
      }
    }
    process.destroy();
    throw new IOException(COMMAND + " did not start");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
