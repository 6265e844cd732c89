package emanet.notices;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.register.NoticeKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticePageTest {
  private static String page(String body) {
    return NoticePage.of(
        new NoticeVersion(
            new NoticeId("gizlilik"),
            1,
            NoticeKind.PRIVACY_POLICY,
            "tr",
            "<Başlık> & \"söz\"",
            body,
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            "dpo-1",
            ""));
  }

  @Test
  void marksAreShownAsTheyAreMeant() {
    assertThat(page("# Bir\n\n- *iki*\n- **üç**\n\n[dört](https://ornek.example)"))
        .contains("<h1>Bir</h1>", "<em>iki</em>", "<strong>üç</strong>")
        .contains("href=\"https://ornek.example\"")
        .contains("lang=\"tr\"");
  }

  @Test
  void whateverIsHtmlIsShownAsCharacters() {
    var page =
        page(
            "<script>alert(1)</script>\n\n"
                + "a <img src=x onerror=alert(1)> b\n\n"
                + "[x](javascript:alert(1)) ![y](https://ornek.example/y.png)"
                + " [z](data:text/html,z)\n\n"
                + "    <b>girintili</b>\n\n"
                + "<iframe src='https://ornek.example'></iframe>");
    assertThat(page)
        .doesNotContain("<script", "<img", "<iframe", "javascript:", "data:", "y.png", "<b>")
        .contains("&lt;script&gt;", "&lt;iframe", ">z</a>", "y")
        .contains("<title>&lt;Başlık&gt; &amp; &quot;söz&quot;</title>");
  }
}
