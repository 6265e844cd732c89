package emanet.local.resilience;

/// Something that was promised and not kept.
///
/// @param rule that was broken
/// @param what happened, with ids alone
public record Violation(Rule rule, String what) {
  /// What is promised.
  public enum Rule {
    ACKNOWLEDGED_IS_READABLE("every acknowledged write is readable afterwards"),
    VERSIONS_ARE_LINEAR("the versions of a record are one line"),
    NOTHING_ELSE_IS_READ("nothing is read but what somebody wrote, and was not refused"),
    RECORDED_BEFORE_REVEALED("nothing is revealed without its ledger entry"),
    ERASED_IS_GONE("no erased person is seen after the acknowledgement"),
    ERASURES_COMPLETE("every acknowledged erasure comes to its certificate"),
    TENANTS_ARE_APART("no tenant sees another one's people"),
    FOUND_BY_VALUE("whoever has a value is found by it"),
    ANSWERED_AS_AGREED("every answer is one of those agreed");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  @Override
  public String toString() {
    return rule.text() + ": " + what;
  }
}
