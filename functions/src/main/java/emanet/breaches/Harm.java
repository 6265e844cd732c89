package emanet.breaches;

/// What the breach did to the data, in the terms of the Board's form (`effects`).
enum Harm {
  CONFIDENTIALITY,
  INTEGRITY,
  AVAILABILITY
}
