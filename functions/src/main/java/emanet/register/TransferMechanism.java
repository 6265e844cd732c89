package emanet.register;

import java.util.Optional;

/// What allows a transfer abroad: KVKK Art. 9, as amended by law 7499. The occasional ones serve
/// once in a while, never a recurring flow.
public enum TransferMechanism {
  ADEQUACY("9/1", false),
  SG_PUBLIC_AGREEMENT("9/4-a", false),
  SG_BCR("9/4-b", false),
  SG_STANDARD_CONTRACT("9/4-c", false),
  SG_UNDERTAKING("9/4-ç", false),
  OCC_CONSENT("9/6-a", true),
  OCC_CONTRACT("9/6-b", true),
  OCC_THIRD_CONTRACT("9/6-c", true),
  OCC_PUBLIC_INTEREST("9/6-ç", true),
  OCC_RIGHT_CLAIM("9/6-d", true),
  OCC_VITAL("9/6-e", true),
  OCC_PUBLIC_REGISTER("9/6-f", true);

  private final String article;
  private final boolean occasional;

  TransferMechanism(String article, boolean occasional) {
    this.article = article;
    this.occasional = occasional;
  }

  /// The article of the law.
  public String article() {
    return article;
  }

  public boolean occasional() {
    return occasional;
  }

  public static Optional<TransferMechanism> parse(String code) {
    return Codes.parse(values(), code);
  }
}
