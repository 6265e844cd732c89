package emanet.alerts;

import emanet.values.TenantId;
import java.time.Instant;

/// Something to be sent.
///
/// @param caseId the case under whose key the letter is sealed; once that is destroyed, nothing is
///   sent any more
/// @param purpose what kind of thing it is: a code, in clear
/// @param reference what it is about: a code or an id, in clear, nothing personal
/// @param notBefore when to send it first
public record Order(
    TenantId tenant,
    SendId id,
    String caseId,
    String purpose,
    String reference,
    Letter letter,
    Instant notBefore) {}
