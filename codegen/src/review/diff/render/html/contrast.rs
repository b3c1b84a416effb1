//! Every text of the page has the contrast that WCAG AA asks for, 4.5, in light and in dark.

use super::STYLE;

/// Texts, each with what it is on.
const PAIRS: [(&str, &str); 17] = [
    ("text", "page"),
    ("text", "card"),
    ("text", "old"),
    ("text", "new"),
    ("text", "del"),
    ("text", "ins"),
    ("soft", "page"),
    ("soft", "card"),
    ("soft", "line"),
    ("soft", "old"),
    ("soft", "new"),
    ("source", "card"),
    ("wire", "card"),
    ("compatible", "card"),
    ("docs", "card"),
    ("card", "source"),
    ("text", "line"),
];

/// The relative luminance of a colour of the style.
fn luminance(style: &str, name: &str) -> f64 {
    let (_, rest) = style.split_once(&format!("--{name}: #")).unwrap();
    let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    let digits = if digits.len() == 3 {
        digits.chars().flat_map(|digit| [digit, digit]).collect()
    } else {
        digits
    };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn every_text_can_be_read() {
    let (light, dark) = STYLE.split_once("prefers-color-scheme: dark").unwrap();
    for (scheme, style) in [("light", light), ("dark", dark)] {
        for (text, ground) in PAIRS {
            let (one, other) = (luminance(style, text), luminance(style, ground));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{scheme}: {text} on {ground} has {contrast:.2}");
        }
    }
    // What is seen through is fainter than its colour says.
    assert!(!STYLE.contains("opacity: ."), "{STYLE}");
}
