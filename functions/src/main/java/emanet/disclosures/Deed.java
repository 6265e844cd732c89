package emanet.disclosures;

/// What became of a person's data.
public enum Deed {
  /// Düzeltme.
  RECTIFIED,
  /// Silme, yok etme, anonim hâle getirme.
  ERASED
}
