package emanet.breaches;

/// How it came about, in the terms of the Board's form.
enum Source {
  WRONG_RECIPIENT,
  THEFT_OR_LOSS,
  INSECURE_STORAGE,
  MALWARE,
  SOCIAL_ENGINEERING,
  SABOTAGE,
  ACCIDENT_OR_NEGLIGENCE,
  OTHER
}
