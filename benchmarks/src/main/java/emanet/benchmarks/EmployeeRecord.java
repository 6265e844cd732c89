package emanet.benchmarks;

import java.nio.charset.StandardCharsets;

/// A record of ten fields as JSON: 1,005 bytes.
final class EmployeeRecord {
  static final int LENGTH = 1_005;
  static final String NATIONAL_ID = "10000000146";

  private static final String FIELDS =
      """
      {"firstName":"Ayşe Gülnihal","lastName":"Örnekoğlu","nationalId":"10000000146",\
      "birthDate":"1990-01-01","email":"ayse.ornekoglu@example.com","phone":"+905001112233",\
      "address":"Örnek Mahallesi, Deneme Sokak No 12 Daire 7, 06420 Çankaya, Ankara",\
      "iban":"TR330006100519786457841326","department":"Araştırma ve Geliştirme","note":\"\
      """;

  private EmployeeRecord() {}

  static byte[] json() {
    var head = FIELDS.getBytes(StandardCharsets.UTF_8);
    var tail = "\"}".getBytes(StandardCharsets.UTF_8);
    var json = new byte[LENGTH];
    java.util.Arrays.fill(json, (byte) 'n');
    System.arraycopy(head, 0, json, 0, head.length);
    System.arraycopy(tail, 0, json, LENGTH - tail.length, tail.length);
    return json;
  }
}
