package emanet.local.imports;

/// The map is wrong in itself, or does not fit the tenant's categories. Its text is for people.
public final class WrongMap extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongMap(String message) {
    super(message);
  }
}
