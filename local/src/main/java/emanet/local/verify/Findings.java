package emanet.local.verify;

import java.util.ArrayList;
import java.util.List;

/// Collects what is found, up to a number that can still be read.
final class Findings {
  private static final int MOST = 1000;

  private final List<Finding> all = new ArrayList<>();

  void add(Finding.Kind kind, String where, String what) {
    if (all.size() < MOST) {
      all.add(new Finding(kind, where, what));
    }
  }

  boolean has(Finding.Kind kind) {
    return all.stream().anyMatch(finding -> finding.kind() == kind);
  }

  List<Finding> all() {
    return all;
  }
}
