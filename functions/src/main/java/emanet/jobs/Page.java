package emanet.jobs;

import java.util.List;
import java.util.Optional;

/// A page of jobs.
///
/// @param after where the next page goes on; empty after the last one
public record Page(List<Job> items, Optional<String> after) {
  public Page {
    items = List.copyOf(items);
  }
}
