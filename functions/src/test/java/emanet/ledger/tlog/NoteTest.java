package emanet.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Notes, keys and checkpoints, against published ones.
class NoteTest {
  private static final String KEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  static Stream<Path> notes() {
    return Vectors.files("note");
  }

  @ParameterizedTest
  @MethodSource("notes")
  void verifiesUnderEachKeyOrNone(Path file) throws IOException {
    var parts = Files.readString(file).split("---\n", 2);
    var keys = new ArrayList<NoteKey>();
    var expected = "";
    for (var line : parts[0].split("\n")) {
      if (line.startsWith("key: ")) {
        keys.add(NoteKey.parse(line.substring(5)).orElseThrow());
      } else if (line.startsWith("verifies: ")) {
        expected = line.substring(10);
      }
    }
    var note = Note.parse(parts[1]);
    assertThat(note.isEmpty()).isEqualTo(expected.equals("malformed"));
    if (note.isPresent()) {
      assertThat(note.get().encoded()).isEqualTo(parts[1]);
      for (var key : keys) {
        var verified =
            note.get().signatures().stream().anyMatch(s -> key.verifies(note.get().text(), s));
        assertThat(verified).as(key.name()).isEqualTo(expected.equals("yes"));
      }
    }
  }

  @Test
  void aCheckpointIsReadFromItsNote() throws IOException {
    var file = notes().filter(f -> f.endsWith("good-checkpoint-with-cosignatures.txt")).findFirst();
    var note = Note.parse(Files.readString(file.orElseThrow()).split("---\n", 2)[1]).orElseThrow();
    var checkpoint = Checkpoint.parse(note.text()).orElseThrow();
    assertThat(checkpoint.origin()).isEqualTo("arche2025h1.staging.ct.transparency.dev");
    assertThat(checkpoint.size()).isEqualTo(1432088532);
    assertThat(checkpoint.root().toBase64())
        .isEqualTo("U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=");
    assertThat(NoteKey.time(note.signatures().getLast()))
        .contains(Instant.ofEpochSecond(0x6a122120L));
    assertThat(NoteKey.time(note.signatures().get(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=",
        "log\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\nmore\n",
        "log\n01\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n",
        "log\n-1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n",
        "\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n",
        "log\n1\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Rp=\n",
        "log\n1\nU7WM79jr\n",
        "log\n1\n!\n",
        "log\n1\n"
      })
  void whatIsNoCheckpointIsRefused(String text) {
    assertThat(Checkpoint.parse(text)).isEmpty();
  }

  @Test
  void aKeyIsReadAsItIsWritten() {
    var key = NoteKey.parse(KEY).orElseThrow();
    assertThat(key.encoded()).isEqualTo(KEY);
    assertThat(key.id()).isEqualTo(0x530d903a);
    assertThat(key.publicKey().toHex())
        .isEqualTo("e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4");
  }

  /// golang.org/x/mod/sumdb/note refuses each of these, too.
  @Test
  void everyPartOfAKeyIsRefused() {
    for (int from = 0; from < KEY.length(); from++) {
      for (int to = from; to <= KEY.length(); to++) {
        if (to - from < KEY.length()) {
          assertThat(NoteKey.parse(KEY.substring(from, to))).isEmpty();
        }
      }
    }
    for (int i = 0; i < KEY.length(); i++) {
      var other = new StringBuilder(KEY);
      other.setCharAt(i, (char) (KEY.charAt(i) + 1));
      assertThat(NoteKey.parse(other.toString())).as(other.toString()).isEmpty();
    }
    assertThat(
            NoteKey.parse(
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="))
        .isEmpty();
    assertThat(NoteKey.parse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
        .isEmpty();
  }

  @Test
  void aBundleComesBackAsItWas() {
    var entries = List.of(new byte[0], new byte[] {1}, "ledger".getBytes(StandardCharsets.UTF_8));
    var encoded = EntryBundle.encode(entries);
    assertThat(encoded.toHex()).isEqualTo("0000" + "000101" + "00066c6564676572");
    assertThat(EntryBundle.decode(encoded)).usingRecursiveComparison().isEqualTo(entries);
    for (int cut : new int[] {1, 4, 6, 10}) {
      var part = Bytes.of(java.util.Arrays.copyOf(encoded.toArray(), cut));
      assertThatThrownBy(() -> EntryBundle.decode(part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cut off");
    }
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[0x10000])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
