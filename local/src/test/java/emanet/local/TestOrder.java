package emanet.local;

/// When a class of tests begins, for `@Order`: what takes longest begins first, so that nothing is
/// left to run alone at the end. What says nothing comes after these, and `RolesTest` last.
public final class TestOrder {
  /// Minutes.
  public static final int LONGEST = 1;

  /// Half a minute and more.
  public static final int LONG = 2;

  private TestOrder() {}
}
