package emanet.local.template;

import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All stacks of a deployment in one Region, as CloudFormation makes them: template.yaml
/// translated, parameters given, conditions decided. Without a translator template.yaml is left
/// out.
final class Stacks {
  static final String MAIN = "template.yaml";
  static final String OTHER = "eu-west-1";
  private static final String FOLDER = "infrastructure/";
  private static final String CHECKS = "us-east-1";

  private final Place place;
  private final Map<String, Map<String, Object>> documents;
  private final Map<String, List<Part>> parts;

  /// Where a deployment is made.
  ///
  /// @param other the Region beside it; empty in a deployment of one Region
  record Place(String region, String other) {
    static final Place HOME = new Place(Stack.HOME, OTHER);
    static final Place SECOND = new Place(OTHER, Stack.HOME);
    static final Place ALONE = new Place(Stack.HOME, "");

    boolean isOneOfTwo() {
      return !other.isEmpty();
    }

    /// One stack owns the tables of both Regions; Route 53 tells how its checks went in one place.
    private String of(String file) {
      return switch (file) {
        case FOLDER + "data.yaml" -> isOneOfTwo() ? Stack.HOME : region;
        case FOLDER + "slo.yaml" -> CHECKS;
        default -> region;
      };
    }

    private Map<String, String> parameters() {
      var given = new HashMap<String, String>();
      given.put("Reach", isOneOfTwo() ? "regions" : "one-region");
      given.put("OtherRegion", other);
      given.put("Domain", "api.ornek.example");
      given.put("HostedZoneId", "Z1");
      given.put("ApiId", "Api");
      given.put("AlarmEmail", "oncall@ornek.example");
      given.put("FirstHealthCheckId", "check-1");
      given.put("SecondHealthCheckId", isOneOfTwo() ? "check-2" : "");
      given.put("CodeSigningConfig", "arn:signed");
      given.put("AlarmTopicArn", "arn:aws:sns:" + region + ":" + Template.ACCOUNT + ":alarms");
      if (region.equals(OTHER)) {
        for (var key : List.of("", "Storage", "Certificate", "Ledger", "Backup")) {
          given.put("Primary" + key + "KeyArn", "arn:" + key);
        }
      }
      return given;
    }
  }

  /// A resource of one of the stacks.
  ///
  /// @param region where the stack is made
  record Part(String file, String region, Template.Resource resource) {
    Structure properties() {
      return resource.properties();
    }

    String name() {
      return resource.name();
    }

    boolean is(String... types) {
      return List.of(types).contains(resource.type());
    }

    @Override
    public String toString() {
      return file + " " + name();
    }
  }

  private Stacks(
      Place place, Map<String, Map<String, Object>> documents, Map<String, List<Part>> parts) {
    this.place = place;
    this.documents = documents;
    this.parts = parts;
  }

  /// template.yaml and the files of infrastructure/.
  static List<String> files() throws IOException {
    var files = new ArrayList<String>(List.of(MAIN));
    try (var found = Files.list(Stack.ROOT.resolve(FOLDER))) {
      found
          .map(path -> FOLDER + path.getFileName())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  static Stacks in(Place place) throws IOException {
    var documents = new LinkedHashMap<String, Map<String, Object>>();
    for (var file : files()) {
      if (file.equals(MAIN)) {
        Translation.here().ifPresent(translated -> documents.put(MAIN, translated));
      } else {
        documents.put(file, Structure.of(Yaml.read(Stack.ROOT.resolve(file))).properties());
      }
    }
    var parts = new LinkedHashMap<String, List<Part>>();
    documents.forEach((file, document) -> parts.put(file, parts(file, document, place)));
    return new Stacks(place, documents, parts);
  }

  /// A copy in which one file is another.
  Stacks with(String file, UnaryOperator<Object> change) {
    var changed = Structure.of(change.apply(documents.get(file))).properties();
    var copies = new LinkedHashMap<>(documents);
    copies.put(file, changed);
    var others = new LinkedHashMap<>(parts);
    others.put(file, parts(file, changed, place));
    return new Stacks(place, copies, others);
  }

  private static List<Part> parts(String file, Map<String, Object> document, Place place) {
    return Template.of(document, place.of(file), place.parameters()).resources().stream()
        .map(resource -> new Part(file, place.of(file), resource))
        .toList();
  }

  Place place() {
    return place;
  }

  /// What a file comes to in a Region: nothing but in this one and the one beside it.
  List<Part> in(String region, String file) {
    if (region.equals(place.region())) {
      return parts.getOrDefault(file, List.of());
    }
    var document = documents.get(file);
    return document == null || !region.equals(place.other())
        ? List.of()
        : parts(file, document, new Place(region, place.region()));
  }

  boolean has(String file) {
    return documents.containsKey(file);
  }

  /// As they stand in the files, nothing decided.
  Map<String, Map<String, Object>> documents() {
    return documents;
  }

  Stream<Part> all() {
    return parts.values().stream().flatMap(List::stream);
  }

  Stream<Part> all(String... types) {
    return all().filter(part -> part.is(types));
  }

  /// A resource of the same stack.
  Stream<Part> beside(Part part, String type) {
    return parts.getOrDefault(part.file(), List.of()).stream().filter(one -> one.is(type));
  }
}
