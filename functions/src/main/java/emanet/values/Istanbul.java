package emanet.values;

import java.time.ZoneId;

/// Where the law's days begin and end: KVKK counts calendar days, and Türkiye has one time.
public final class Istanbul {
  public static final ZoneId ZONE = ZoneId.of("Europe/Istanbul");

  private Istanbul() {}
}
