package emanet.alerts;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is sent, and to whom. Sealed at rest, opened in the worker alone; never printed.
public sealed interface Letter {
  Channel channel();

  /// What it costs of the channel's allowance: parts of an SMS, else one.
  default int units() {
    return 1;
  }

  /// A text message.
  ///
  /// @param phone E.164
  /// @param text as `SmsText.of` made it
  record Sms(String phone, SmsText text) implements Letter {
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    /// @throws IllegalArgumentException without the number in its text
    public Sms {
      if (!E164.matcher(phone).matches()) {
        throw new IllegalArgumentException("a phone number is written as E.164 has it");
      }
    }

    @Override
    public Channel channel() {
      return Channel.SMS;
    }

    @Override
    public int units() {
      return text.parts();
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /// An e-mail in plain text.
  ///
  /// @param subject one line: a name in it may have several, and SES refuses those for good
  record Email(String address, String subject, String text) implements Letter {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    public Email {
      subject = CONTROLS.matcher(subject).replaceAll(" ");
    }

    @Override
    public Channel channel() {
      return Channel.EMAIL;
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /// A call of a webhook, signed when it is made (docs/spec/webhooks-v1.md).
  ///
  /// @param json the body
  /// @param signer whose secret signs it: a recipient's id
  record Webhook(URI url, String json, String signer) implements Letter {
    @Override
    public Channel channel() {
      return Channel.WEBHOOK;
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  /// A message to a topic.
  ///
  /// @param subject in ASCII, below 100 characters
  /// @param text to whom it comes by e-mail, and to systems
  /// @param sms to whom it comes as a text message, as `SmsText.of` made it
  record Topic(String arn, String subject, String text, Optional<SmsText> sms) implements Letter {
    /// The same to all.
    public Topic(String arn, String subject, String text) {
      this(arn, subject, text, Optional.empty());
    }

    @Override
    public Channel channel() {
      return Channel.TOPIC;
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }
}
