package emanet.local.verify;

import java.time.Instant;

/// How far a witness vouches for a log.
///
/// @param size entries in the largest checkpoint that it cosigned
/// @param at when it says that it did
public record Cosigned(String witness, long size, Instant at) {}
