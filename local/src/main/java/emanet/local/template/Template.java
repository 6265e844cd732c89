package emanet.local.template;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A CloudFormation template as it stands for one Region and one set of parameters: conditions
/// decided, intrinsic functions resolved.
public final class Template {
  /// The account that one machine's resources belong to.
  public static final String ACCOUNT = "000000000000";

  /// What each file was when it was last read. A machine reads the same ones again and again, for
  /// each Region and for each thing that they say, and it is parsing that takes its time.
  private static final Map<Path, Parsed> PARSED = new ConcurrentHashMap<>();

  private final Structure globals;
  private final Map<String, Resource> resources;

  /// @param document nobody changes it
  private record Parsed(String text, Map<String, Object> document) {}

  private Template(Structure globals, Map<String, Resource> resources) {
    this.globals = globals;
    this.resources = Collections.unmodifiableMap(resources);
  }

  /// A resource.
  ///
  /// @param declared all that is said of it: its properties, and what becomes of it with its stack
  public record Resource(String name, String type, Structure declared) {
    public Structure properties() {
      return declared.at("Properties");
    }
  }

  /// Reads a template for one Region.
  ///
  /// @param parameters those that differ from their defaults
  public static Template read(Path file, String region, Map<String, String> parameters) {
    return of(document(file), region, parameters);
  }

  /// The same of what was read before.
  static Template of(Map<String, Object> document, String region, Map<String, String> parameters) {
    var names = new HashMap<String, String>();
    names.put("AWS::Region", region);
    names.put("AWS::AccountId", ACCOUNT);
    names.put("AWS::Partition", "aws");
    names.put("AWS::URLSuffix", "amazonaws.com");
    names.put("AWS::StackName", "emanet");
    raw(document.getOrDefault("Parameters", Map.of()))
        .forEach((name, declared) ->
            value(name, raw(declared), parameters).ifPresent(v -> names.put(name, v)));
    var intrinsics = new Intrinsics(names, raw(document.getOrDefault("Conditions", Map.of())));
    var resources = new LinkedHashMap<String, Resource>();
    raw(document.getOrDefault("Resources", Map.of()))
        .forEach((name, declared) ->
            resource(name, raw(declared), intrinsics).ifPresent(r -> resources.put(name, r)));
    var globals = intrinsics.resolve(document.getOrDefault("Globals", Map.of()));
    return new Template(Structure.of(globals), resources);
  }

  private static Map<String, Object> document(Path file) {
    var text = Yaml.text(file);
    var known = PARSED.get(file);
    if (known != null && known.text().equals(text)) {
      return known.document();
    }
    var document = raw(Yaml.parsed(file, text));
    PARSED.put(file, new Parsed(text, document));
    return document;
  }

  public Structure globals(String kind) {
    return globals.at(kind);
  }

  /// The resources of one type, in the template's order.
  public Map<String, Resource> resources(String type) {
    var found = new LinkedHashMap<String, Resource>();
    resources.forEach((name, resource) -> {
      if (resource.type().equals(type)) {
        found.put(name, resource);
      }
    });
    return found;
  }

  /// All resources, in the template's order.
  Collection<Resource> resources() {
    return resources.values();
  }

  /// The one resource of a type.
  public Resource only(String type) {
    var found = resources(type).values();
    if (found.size() != 1) {
      throw new TemplateException("one " + type + " was expected, not " + found.size());
    }
    return found.iterator().next();
  }

  private static Optional<String> value(
      String name, Map<String, Object> declared, Map<String, String> given) {
    return Optional.ofNullable(given.get(name))
        .or(() -> Optional.ofNullable(declared.get("Default")).map(Object::toString));
  }

  private static Optional<Resource> resource(
      String name, Map<String, Object> declared, Intrinsics intrinsics) {
    var condition = declared.get("Condition");
    if (condition != null && !intrinsics.holds(condition.toString())) {
      return Optional.empty();
    }
    var resolved = Structure.of(intrinsics.resolve(declared));
    return Optional.of(new Resource(name, String.valueOf(declared.get("Type")), resolved));
  }

  private static Map<String, Object> raw(Object value) {
    return Structure.of(value).properties();
  }
}
