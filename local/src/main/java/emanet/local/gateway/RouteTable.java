package emanet.local.gateway;

import emanet.local.template.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a request, as a REST API does: a literal segment goes before a parameter, and
/// a path that ends in a slash is another path. A parameter that ends in `+`, at the end of a
/// route, takes all that is left of the path.
final class RouteTable {
  private final Node root = new Node();

  /// @param parameters parts of the path as they were sent, by the names that the route gives them
  record Match(Route route, Map<String, String> parameters) {}

  RouteTable(List<Route> routes) {
    routes.forEach(this::add);
  }

  /// @param path as it was sent, with its percent-encoding
  Optional<Match> find(String method, String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    return root.find(segments(path), 0, new ArrayList<>(), method);
  }

  private void add(Route route) {
    var node = root;
    for (var segment : segments(route.path())) {
      node = node.child(segment);
    }
    if (node.methods.putIfAbsent(route.method(), route) != null) {
      throw new IllegalStateException(route.method() + " " + route.path() + " is there twice");
    }
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  private static String parameter(String segment) {
    return segment.substring(1, segment.length() - 1).replace("+", "");
  }

  private static boolean isGreedy(String segment) {
    return segment.endsWith("+}");
  }

  private static Match match(Route route, List<String> values) {
    var parameters = new LinkedHashMap<String, String>();
    int next = 0;
    for (var segment : segments(route.path())) {
      if (segment.startsWith("{")) {
        parameters.put(parameter(segment), values.get(next++));
      }
    }
    return new Match(route, parameters);
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Route> methods = new HashMap<>();
    private final List<Node> variables = new ArrayList<>(1);
    private boolean greedy;

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, _ -> new Node());
      }
      if (variables.isEmpty()) {
        variables.add(new Node());
      }
      variables.getFirst().greedy = isGreedy(segment);
      return variables.getFirst();
    }

    Optional<Match> find(List<String> segments, int at, List<String> values, String method) {
      if (at == segments.size()) {
        return Optional.ofNullable(methods.get(method)).map(route -> match(route, values));
      }
      var segment = segments.get(at);
      var literal = literals.get(segment);
      if (literal != null) {
        // no way back from a literal: API Gateway has chosen the resource by it
        return literal.find(segments, at + 1, values, method);
      }
      if (variables.isEmpty() || segment.isEmpty()) {
        return Optional.empty();
      }
      var variable = variables.getFirst();
      if (variable.greedy) {
        values.add(String.join("/", segments.subList(at, segments.size())));
        return variable.find(segments, segments.size(), values, method);
      }
      values.add(segment);
      return variable.find(segments, at + 1, values, method);
    }
  }
}
