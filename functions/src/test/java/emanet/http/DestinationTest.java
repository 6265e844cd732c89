package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import emanet.fault.Fault;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @Test
  void isAnHttpsUrlOfANamedHost() {
    assertThat(Destination.of(URI.create("https://Issuer.Example/jwks.json?v=1")))
        .contains(new Destination("issuer.example", "/jwks.json?v=1"));
    assertThat(Destination.of(URI.create("HTTPS://a.b.co:443")))
        .contains(new Destination("a.b.co", "/"));
    assertThat(Destination.of(URI.create("https://xn--bcher-kva.example/a%20b")))
        .contains(new Destination("xn--bcher-kva.example", "/a%20b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example/",
        "ftp://issuer.example/",
        "file:///etc/passwd",
        "issuer.example/jwks",
        "//issuer.example/jwks",
        "https:issuer.example",
        "https:///jwks",
        "https://issuer.example:80/",
        "https://issuer.example:8443/",
        "https://user@issuer.example/",
        "https://user:pw@issuer.example/",
        "https://issuer.example@127.0.0.1/",
        "https://issuer.example/#part",
        "https://localhost/",
        "https://metadata/",
        "https://keys.localhost/",
        "https://db.internal/",
        "https://Metadata.Google.INTERNAL/",
        "https://printer.local/",
        "https://nas.home.arpa/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://1.2.3.0x7f/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://8.8.8.8/",
        "https://issuer..example/",
        "https://-issuer.example/",
        "https://issuer_x.example/",
        "https://issuer.example./",
        "https://issuer.example/jwks\u0130",
      })
  void isNothingElse(String url) {
    assertThat(Destination.of(URI.create(url))).isEmpty();
  }

  @Test
  void isShort() {
    assertThat(Destination.of(URI.create("https://a.example/" + "x".repeat(1982)))).isPresent();
    assertThat(Destination.of(URI.create("https://a.example/" + "x".repeat(1983)))).isEmpty();
    assertThat(Destination.of(URI.create("https://" + "a.".repeat(130) + "example/"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "4000::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
      })
  void refusesAddressesThatAreNotPublic(String address) throws UnknownHostException {
    var refused = InetAddress.getByName(address);
    assertThat(Faults.of(() -> Destination.requirePublic(List.of(refused))))
        .isInstanceOf(Fault.Unavailable.class);
    var open = InetAddress.getByName("1.1.1.1");
    assertThat(Faults.of(() -> Destination.requirePublic(List.of(open, refused))))
        .isInstanceOf(Fault.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8", // Java hands it over as 8.8.8.8
        "2606:4700::1111",
        "2001:200::1",
        "2a00:1450::1",
      })
  void takesPublicOnes(String address) throws UnknownHostException {
    var open = List.of(InetAddress.getByName(address));
    assertThatCode(() -> Destination.requirePublic(open)).doesNotThrowAnyException();
  }

  @Test
  void refusesANameWithoutAddress() {
    assertThat(Faults.of(() -> Destination.requirePublic(List.of())))
        .isInstanceOf(Fault.Unavailable.class);
  }
}
