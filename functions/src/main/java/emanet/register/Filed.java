package emanet.register;

import java.time.Instant;
import java.util.Optional;

/// A version of a document of the register.
///
/// @param mark what recognises the very write that made it
/// @param widened the latest version, up to this one, that covers more than the one before it
/// @param approval the proposal that made it, where one did
public record Filed<T>(
    String code,
    long version,
    Instant at,
    String by,
    T value,
    String mark,
    long widened,
    Optional<String> approval) {}
