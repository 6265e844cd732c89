package emanet.ledger;

/// What an entry's actor set out to do. The names stand in leaves: they are never changed, only
/// added to.
public enum Action {
  /// One record of a person, opened.
  READ,
  /// What a person has, without values.
  LIST,
  WRITE,
  PATCH,
  DELETE,
  /// A search, before it is known whom it finds.
  SEARCH,
  /// A person that a search found: one entry a person.
  FOUND,
  CREATE_SUBJECT,
  READ_SUBJECT,
  CHANGE_SUBJECT,
  REGISTER_CHANGE,
  REGISTER_READ,
  LEDGER_READ,
  /// A second person's approval or rejection.
  DECIDE,
  /// A restriction of a person's data, set.
  RESTRICT,
  /// Restrictions, proposed to be lifted, or lifted.
  LIFT_RESTRICTION,
  /// A hold, set.
  HOLD,
  RELEASE_HOLD,
  /// Consent given, or expressly not given, to the activity that is named.
  GIVE_CONSENT,
  WITHDRAW_CONSENT,
  /// Consents of a person, shown with what was sealed beside them.
  READ_CONSENTS,
  /// What no engaged activity covers any more, disposed of, or planned to be.
  DISPOSE,
  /// A person's erasure, or that of one category.
  ERASE,
  READ_ERASURE,
  /// An application under Art. 11 taken in.
  REQUEST_OPEN,
  REQUEST_READ,
  /// A step of an application's way; its target names the step.
  REQUEST_CHANGE,
  /// A notice that reached a person, entered as delivered.
  DELIVER_NOTICE,
  READ_DELIVERIES,
  /// Passing data on to the recipient that is named, before it is known whether that may be.
  DISCLOSE,
  /// A person's category that is passed on: one entry each.
  PASSED_ON,
  /// What was passed on about a person, shown.
  READ_DISCLOSURES,
  /// A recipient's word that it acted on what it was told.
  CONFIRM_DISCLOSURE,
  /// A recipient told of a rectification or an erasure.
  TELL_RECIPIENT,
  /// A breach (veri ihlali) entered in the register.
  BREACH_OPEN,
  BREACH_READ,
  /// A step of a breach's way; its target names the step.
  BREACH_CHANGE,
  /// A backup started on demand.
  BACKUP,
  /// A restore started, or its promotion proposed.
  RESTORE,
  /// A drill (tatbikat) started; or, in the drill's own name, what it came to and its report's
  /// hash.
  DRILL,
  /// Backups, restores or drills, shown.
  OPERATIONS_READ,
  /// An audit package made or fetched; about a person, where their data goes with it.
  AUDIT_PACKAGE,
  /// The end of a tenant's contract: proposed, begun, withdrawn, carried out, or its package
  /// received.
  CLOSURE,
  /// How far a tenant's contract is to its end, shown.
  CLOSURE_READ,
  /// Break-glass (acil erişim): proposed, begun, ended or shown.
  BREAK_GLASS,
  /// What an operator saw through a broken glass: a record, masked, or what records there are.
  BREAK_GLASS_READ,
  /// A call refused before it was known what it would do; its target is the route.
  CALL
}
