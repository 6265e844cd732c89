package emanet.local;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What everything in this JVM prints, as Lambda takes a function's log. To be made before the
/// stack whose functions are listened to.
public final class Printed implements AutoCloseable {
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  public Printed() {
    System.setOut(both(out));
    System.setErr(both(err));
  }

  private PrintStream both(PrintStream first) {
    var both =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            first.write(bytes, from, length);
            synchronized (heard) {
              heard.write(bytes, from, length);
            }
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    synchronized (heard) {
      return heard.toByteArray();
    }
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
