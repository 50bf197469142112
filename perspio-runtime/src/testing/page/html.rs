//! Markup that text cannot break out of.

use std::fmt::Display;

/// A page in the making: markup is what stands in this crate's code, and everything else is text.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup, as it is.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, for the inside of an element or of an attribute in quotes. A control character, other than the end
    /// of a line, becomes U+FFFD.
    // input:  <script>alert("1")</script>
    // output: &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;
    pub(super) fn text(&mut self, text: impl Display) -> &mut Self {
        for character in text.to_string().chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                control if control.is_control() && control != '\n' => self.0.push(char::REPLACEMENT_CHARACTER),
                plain => self.0.push(plain),
            }
        }
        self
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}
