package emanet.local.imports;

/// The file is no CSV file as RFC 4180 has it, or cannot be the one that the map is for. Its text
/// is for people, and holds nothing of the file but its header.
public final class BrokenCsv extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenCsv(String message) {
    super(message);
  }

  static BrokenCsv at(long record, String what) {
    return new BrokenCsv("record " + record + ": " + what);
  }
}
