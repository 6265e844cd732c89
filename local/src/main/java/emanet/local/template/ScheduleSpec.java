package emanet.local.template;

import java.util.Optional;

/// When a function is run by the clock.
///
/// @param expression `rate(…)` or `cron(…)`
public record ScheduleSpec(
    String name,
    String function,
    String expression,
    Optional<String> timezone,
    Optional<String> input) {}
