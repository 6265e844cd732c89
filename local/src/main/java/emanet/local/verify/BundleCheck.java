package emanet.local.verify;

import emanet.values.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says how a bundle's entries differ from those that the tree has.
final class BundleCheck {
  private final Findings findings;
  private final String file;
  private final long start;
  private final List<Bytes> found;
  private final List<Bytes> right;

  /// @param start the index of the bundle's first entry
  /// @param found hashes of the entries that are there
  /// @param right hashes of those that must be there
  BundleCheck(Findings findings, String file, long start, List<Bytes> found, List<Bytes> right) {
    this.findings = findings;
    this.file = file;
    this.start = start;
    this.found = found;
    this.right = right;
  }

  void run() {
    if (found.equals(right)) {
      return;
    }
    int first = firstDifference();
    if (found.size() < right.size() && matchesShifted(first, right.size() - found.size())) {
      for (int i = 0; i < right.size() - found.size(); i++) {
        add(Finding.Kind.ENTRY_REMOVED, first + i, "it was taken out of");
      }
    } else if (found.size() > right.size() && matchesShifted(first, right.size() - found.size())) {
      for (int i = 0; i < found.size() - right.size(); i++) {
        add(Finding.Kind.ENTRY_INSERTED, first + i, "it does not belong into");
      }
    } else {
      oneByOne();
    }
  }

  /// Whether all from `first` on is right but for a shift.
  ///
  /// @param missing how many are missing; below zero: how many are too many
  private boolean matchesShifted(int first, int missing) {
    var foundRest = found.subList(first + Math.max(0, -missing), found.size());
    var rightRest = right.subList(first + Math.max(0, missing), right.size());
    return foundRest.equals(rightRest);
  }

  private void oneByOne() {
    var places = new HashMap<Bytes, Integer>();
    for (int i = 0; i < right.size(); i++) {
      places.put(right.get(i), i);
    }
    var altered = new ArrayList<Integer>();
    for (int i = 0; i < Math.min(found.size(), right.size()); i++) {
      if (!found.get(i).equals(right.get(i))) {
        altered.add(i);
      }
    }
    altered.forEach(i -> differs(i, places));
    for (int i = found.size(); i < right.size(); i++) {
      add(Finding.Kind.ENTRY_REMOVED, i, "it was taken out of");
    }
    for (int i = right.size(); i < found.size(); i++) {
      add(Finding.Kind.ENTRY_INSERTED, i, "it does not belong into");
    }
  }

  private void differs(int position, Map<Bytes, Integer> places) {
    var home = places.get(found.get(position));
    if (home == null) {
      add(Finding.Kind.ENTRY_ALTERED, position, "it is not what was sealed, in");
    } else {
      add(
          Finding.Kind.ENTRIES_REORDERED,
          position,
          "in its place stands entry " + (start + home) + ", in");
    }
  }

  private int firstDifference() {
    int i = 0;
    while (i < found.size() && i < right.size() && found.get(i).equals(right.get(i))) {
      i++;
    }
    return i;
  }

  private void add(Finding.Kind kind, int position, String what) {
    findings.add(kind, "entry " + (start + position), what + " " + file);
  }
}
