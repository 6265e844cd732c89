package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.audit.pack.PackedFile;
import emanet.jobs.Step;
import emanet.local.Stack;
import emanet.store.S3Objects;
import emanet.store.S3Uploads;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// What is more than one part holds is put together by S3, part by part; each part put twice.
class JoiningTest {
  private static final int SEGMENT = 4 * 1024 * 1024;

  private final Stack stack = Stack.shared();
  private final String bucket = Stack.bucket("packages", Stack.HOME);
  private final S3Objects objects = new S3Objects(stack.s3(Stack.HOME), bucket);
  private final Workbench bench =
      new Workbench(objects, new TenantId(Stack.tenantName()), "package-1");

  @Test
  void partsThatArePutTwiceMakeOneWhole() throws IOException {
    var files = segments();
    try (var presigner = presigner()) {
      var uploads = new S3Uploads(stack.s3(Stack.HOME), presigner, bucket);
      var joining = new Joining(bench, uploads, files.size());
      var cursor = "join";
      int parts = -1;
      for (boolean done = false; !done; parts++) {
        var first = joining.step(cursor);
        var second = cursor.equals("join") ? first : joining.step(cursor);
        assertThat(second).isEqualTo(first);
        done = first instanceof Step.Done;
        cursor = first instanceof Step.Next(var next, _) ? next : cursor;
      }
      assertThat(parts).isEqualTo(2);
      assertThat(uploads.length(bench.whole()))
          .hasValueSatisfying(length -> assertThat(length).isGreaterThan(5L * SEGMENT));
    }
    var whole = objects.get(bench.whole()).orElseThrow();
    var inside = new ArrayList<PackedFile>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(whole.toArray()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        inside.add(new PackedFile(entry.getName(), Bytes.of(zip.readAllBytes())));
      }
    }
    assertThat(inside).isEqualTo(files.stream().flatMap(List::stream).toList());
  }

  /// Five that are full, and an empty one among them.
  private List<List<PackedFile>> segments() {
    var random = new Random(1);
    var segments = new ArrayList<List<PackedFile>>();
    for (int i = 0; i < 6; i++) {
      var content = new byte[SEGMENT];
      random.nextBytes(content);
      var file = new PackedFile("rows/%06d.json".formatted(i), Bytes.of(content));
      segments.add(i == 2 ? List.of() : List.of(file));
      bench.write(i, segments.getLast());
    }
    return segments;
  }

  private S3Presigner presigner() {
    return S3Presigner.builder()
        .region(Region.of(Stack.HOME))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
