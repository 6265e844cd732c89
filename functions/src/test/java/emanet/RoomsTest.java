package emanet;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The rooms of the house: who may use whom. Arrows run one way.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
  /// What each room may use directly; it may use all that those may use, too.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("values", Set.of()),
          Map.entry("fault", Set.of("values")),
          Map.entry("store", Set.of("values", "fault")),
          Map.entry("http", Set.of("values", "fault", "store")),
          Map.entry("keys", Set.of("store")),
          Map.entry("envelope", Set.of("keys")),
          Map.entry("alerts", Set.of("envelope")),
          Map.entry("jobs", Set.of("store")),
          Map.entry("ledger", Set.of("store", "keys")),
          Map.entry("register", Set.of("store", "ledger", "envelope", "alerts")),
          Map.entry("notices", Set.of("register")),
          Map.entry("consents", Set.of("register")),
          Map.entry("cookies", Set.of("register")),
          Map.entry("subjects", Set.of("consents")),
          Map.entry("disclosures", Set.of("subjects")),
          Map.entry("retention", Set.of("subjects")),
          Map.entry("requests", Set.of("subjects", "disclosures")),
          Map.entry("breaches", Set.of("subjects")),
          Map.entry("glass", Set.of("subjects")),
          Map.entry("backups", Set.of("store", "keys", "ledger", "disclosures")),
          Map.entry("audit", Set.of("notices", "requests", "retention", "breaches")),
          Map.entry("closure", Set.of("audit")));

  /// What stands below jobs, and does not use it; every other room may.
  private static final Set<String> BELOW_JOBS =
      Set.of("values", "fault", "store", "http", "keys", "envelope", "jobs");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("emanet");

  @Test
  void everyRoomIsKnown() {
    var rooms = new LinkedHashSet<String>();
    classes.forEach(type -> rooms.add(room(type.getPackageName())));
    rooms.removeAll(Set.of("wiring", "functions"));
    assertThat(rooms).isSubsetOf(MAY_USE.keySet());
  }

  @Test
  void aRoomUsesOnlyWhatItMay() {
    for (var room : MAY_USE.keySet()) {
      var forbidden = new ArrayList<>(MAY_USE.keySet());
      forbidden.addAll(List.of("wiring", "functions"));
      forbidden.removeAll(reach(room));
      forbidden.remove(room);
      forbidden.remove("http"); // its routes class alone may; the next rule
      noClasses()
          .that()
          .resideInAPackage(pattern(room))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(forbidden.stream().map(RoomsTest::pattern).toArray(String[]::new)))
          .as("room " + room + " uses only " + reach(room))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void onlyRoutesSeeHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages(pattern("http"), pattern("wiring"), pattern("functions"))
        .and()
        .haveNameNotMatching(".*Routes(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage(pattern("http")))
        .check(classes);
  }

  @Test
  void theSdkStaysInAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(pattern("store"), pattern("wiring"))
        .and()
        .haveNameNotMatching("emanet\\.(keys|alerts)\\.Aws.*")
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.."))
        .check(classes);
  }

  @Test
  void ciphersStayInKeysAndEnvelope() {
    noClasses()
        .that()
        .resideOutsideOfPackages(pattern("keys"), pattern("envelope"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("javax.crypto.."))
        .check(classes);
  }

  @Test
  void noCircles() {
    slices().matching("emanet.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void timeAndRandomnessComeFromWiring() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.security.SecureRandom.class)
        .check(classes);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes()
        .that(alwaysTrue())
        .should()
        .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl|Common)")
        .check(classes);
  }

  private static Set<String> reach(String room) {
    var reached = new LinkedHashSet<String>(Set.of("values", "fault"));
    for (var next : MAY_USE.get(room)) {
      reached.add(next);
      reached.addAll(reach(next));
    }
    if (!BELOW_JOBS.contains(room)) {
      reached.add("jobs");
    }
    if (room.equals("values")) {
      reached.clear();
    }
    return reached;
  }

  private static String pattern(String room) {
    return "emanet." + room + "..";
  }

  private static String room(String packageName) {
    var parts = packageName.split("\\.");
    return parts.length > 1 ? parts[1] : packageName;
  }
}
