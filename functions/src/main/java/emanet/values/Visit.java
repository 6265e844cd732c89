package emanet.values;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// From where a call came. Personal data: it is kept apart from the ledger's entries, sealed, and
/// for a limited time.
///
/// A call is one line of the access log, however many entries it makes: whoever makes the first
/// asks `enter`, and only one is told yes.
public final class Visit {
  private final String address;
  private final String page;
  private final Optional<String> referrer;
  private final AtomicBoolean entered = new AtomicBoolean();

  /// @param address the caller's IP address
  /// @param page the method and the route, as the contract writes it: never an id
  /// @param referrer what the caller says led it here
  public Visit(String address, String page, Optional<String> referrer) {
    this.address = address;
    this.page = page;
    this.referrer = referrer;
  }

  public String address() {
    return address;
  }

  public String page() {
    return page;
  }

  public Optional<String> referrer() {
    return referrer;
  }

  /// Whether this is the first to ask.
  public boolean enter() {
    return entered.compareAndSet(false, true);
  }

  @Override
  public String toString() {
    return "Visit[" + page + "]";
  }
}
