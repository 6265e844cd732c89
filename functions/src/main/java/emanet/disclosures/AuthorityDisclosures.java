package emanet.disclosures;

import emanet.register.Approval;
import emanet.register.Effect;
import emanet.values.Caller;
import emanet.values.TenantId;

/// Disclosures to authorities (Yetkili Kamu Kurum ve Kuruluşları), once a second person approved
/// the document, the article and each field. Everything is checked again then, by what the proposer
/// may do at that time.
public final class AuthorityDisclosures implements Effect {
  static final String KIND = "DISCLOSURE";

  private final Disclosures disclosures;

  public AuthorityDisclosures(Disclosures disclosures) {
    this.disclosures = disclosures;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /// The disclosure has the approval's id, so that carrying it out again is the same one.
  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var proposal = approval.proposal();
    var wish = ProposalJson.wish(proposal);
    var proposer =
        ProposalJson.proposer(
            tenant, proposal, approval.by(), decider.expiresAt(), decider.requestId());
    var allowed = disclosures.allow(decider, proposer, wish, "approval/" + approval.id());
    var _ =
        disclosures.make(
            allowed, approval.id(), "approval." + approval.id(), ProposalJson.references(proposal));
  }
}
