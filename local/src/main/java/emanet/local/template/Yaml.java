package emanet.local.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// YAML with CloudFormation's short forms: `!Sub x` becomes `{Fn::Sub: x}`, as the long form is.
final class Yaml {
  private Yaml() {}

  /// Maps, lists, texts, numbers, booleans, and the empty text for what is null.
  static Object read(Path file) {
    return parsed(file, text(file));
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TemplateException("the template " + file + " cannot be read", e);
    }
  }

  /// @param file what messages call it
  static Object parsed(Path file, String text) {
    var settings = LoadSettings.builder().setLabel(file.toString()).build();
    return new Compose(settings).composeString(text).map(Yaml::value).orElse("");
  }

  private static Object value(Node node) {
    var tag = node.getTag().getValue();
    var content = content(node);
    if (!tag.startsWith("!")) {
      return content;
    }
    return switch (tag) {
      case "!Ref", "!Condition" -> Map.of(tag.substring(1), content);
      case "!GetAtt" -> Map.of("Fn::GetAtt", attribute(content));
      default -> Map.of("Fn::" + tag.substring(1), content);
    };
  }

  private static Object attribute(Object content) {
    return content instanceof String text ? List.of(text.split("\\.", 2)) : content;
  }

  private static Object content(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var map = new LinkedHashMap<String, Object>();
        for (var tuple : mapping.getValue()) {
          map.put(content(tuple.getKeyNode()).toString(), value(tuple.getValueNode()));
        }
        yield map;
      }
      case SequenceNode sequence -> sequence.getValue().stream().map(Yaml::value).toList();
      case ScalarNode scalar -> scalar(scalar);
      case AnchorNode anchor -> value(anchor.getRealNode());
      default -> throw new TemplateException("a kind of YAML that is not known: " + node.getTag());
    };
  }

  private static Object scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    if (scalar.getTag().equals(Tag.INT)) {
      return Long.valueOf(text);
    }
    if (scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    return scalar.getTag().equals(Tag.NULL) ? "" : text;
  }
}
