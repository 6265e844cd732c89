package emanet.fault;

/// Why the policy says no (403).
public enum Refusal {
  /// The role may not call this.
  ROLE("role"),
  /// The actor has a grant, and it does not cover this now.
  GRANT("grant"),
  /// The register has no such activity.
  ACTIVITY("activity-unknown"),
  /// The activity is not for this role.
  ACTIVITY_ROLE("activity-role"),
  /// The person is in no group that the activity covers.
  GROUP("group-not-covered"),
  /// The activity does not cover the category.
  CATEGORY("category-not-covered"),
  /// The activity does not cover the field.
  FIELD("field-not-covered"),
  /// The activity grants the masked view only.
  VIEW("view-not-granted"),
  /// The activity does not grant searching by this field.
  SEARCH("search-not-granted"),
  /// The activity rests on explicit consent (açık rıza), and none is in force.
  CONSENT_MISSING("consent-missing"),
  /// The consent was given to a narrower version of the activity.
  CONSENT_STALE("consent-stale"),
  /// The activity of a processor has no current attestation by its controller.
  ATTESTATION("attestation-lapsed"),
  /// The register has no such recipient.
  RECIPIENT_UNKNOWN("recipient-unknown"),
  /// The activity does not name the recipient.
  RECIPIENT("recipient-not-covered"),
  /// Nothing allows the transfer abroad (Art. 9).
  MECHANISM("transfer-mechanism"),
  /// An occasional mechanism does not carry a flow that recurs (Art. 9/6).
  RECURRING("transfer-recurring"),
  /// The person's data is restricted.
  RESTRICTED("restricted"),
  /// Needs a token whose amr has mfa.
  MFA("mfa-required"),
  /// A person's own token reaches that person alone.
  OWN_DATA("own-data-only"),
  /// Another human than the one who proposed it must decide.
  SAME_PERSON("second-person-required"),
  /// The glass was not broken for this caller, is not open yet, or not any more.
  GLASS("break-glass-not-open"),
  /// A special category (Art. 6) is never shown through a broken glass.
  SPECIAL("special-category"),
  /// The tenant's contract ends, or has ended: it may only be read.
  TENANT("tenant-suspended");

  private final String slug;

  Refusal(String slug) {
    this.slug = slug;
  }

  /// The stable name outside this program.
  public String slug() {
    return slug;
  }
}
