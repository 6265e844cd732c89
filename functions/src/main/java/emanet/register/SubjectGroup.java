package emanet.register;

import java.util.Optional;

/// The groups of people that VERBİS knows (veri konusu kişi grupları), KVKK Art. 16.
public enum SubjectGroup {
  JOB_APPLICANT("Çalışan Adayı", "Job applicant"),
  EMPLOYEE("Çalışan", "Employee"),
  TEST_SUBJECT("Denek", "Test subject"),
  NEWS_SUBJECT("Habere Konu Kişi", "Subject of news"),
  SHAREHOLDER("Hissedar/Ortak", "Shareholder or partner"),
  POTENTIAL_CUSTOMER("Potansiyel Ürün veya Hizmet Alıcısı", "Potential customer"),
  EXAM_CANDIDATE("Sınav Adayı", "Exam candidate"),
  INTERN("Stajyer", "Intern"),
  SUPPLIER_EMPLOYEE("Tedarikçi Çalışanı", "Supplier's employee"),
  SUPPLIER_OFFICIAL("Tedarikçi Yetkilisi", "Supplier's official"),
  CUSTOMER("Ürün veya Hizmet Alan Kişi", "Customer"),
  PARENT_GUARDIAN_REPRESENTATIVE("Veli/Vasi/Temsilci", "Parent, guardian or representative"),
  VISITOR("Ziyaretçi", "Visitor"),
  OTHER("Diğer", "Other");

  private final Title title;

  SubjectGroup(String tr, String en) {
    this.title = new Title(tr, en);
  }

  public Title title() {
    return title;
  }

  public static Optional<SubjectGroup> parse(String code) {
    return Codes.parse(values(), code);
  }
}
