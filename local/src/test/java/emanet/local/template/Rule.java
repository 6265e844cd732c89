package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What must hold of all stacks, whatever linters let pass.
///
/// @param broken what breaks it: resources, or what else is told of
record Rule(String name, Function<Stacks, Stream<String>> broken) {
  /// Of each resource of a type.
  static Rule each(String name, String type, Predicate<Part> holds) {
    return each(name, type, (part, _) -> holds.test(part));
  }

  static Rule each(String name, String type, BiPredicate<Part, Stacks> holds) {
    return new Rule(
        name,
        stacks -> stacks.all(type).filter(part -> !holds.test(part, stacks)).map(Part::toString));
  }

  /// What it finds, each finding with the rule's name.
  Stream<String> findings(Stacks stacks) {
    return broken.apply(stacks).map(what -> name + ": " + what);
  }
}
