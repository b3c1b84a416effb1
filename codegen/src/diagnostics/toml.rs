//! What is wrong with a file of TOML, whichever file it is.

use super::{Code, Diagnostic, LineIndex, Location};
use crate::text::suggest::did_you_mean;

/// What is wrong with a TOML file, with its place and the key that was perhaps meant.
pub(crate) fn not_toml(
    code: Code,
    path: &str,
    text: &str,
    error: &::toml::de::Error,
) -> Diagnostic {
    let location = match error.span() {
        Some(span) => LineIndex::new(text).location(path, span.start),
        None => Location::file(path),
    };
    let message = error.message().replace('\n', " ");
    let diagnostic = Diagnostic::new(code, &message).at(location);
    if let Some(text) = message.strip_prefix("invalid type: string \"")
        && let Some(text) = text.strip_suffix("\", expected a sequence")
    {
        return diagnostic.help(format!("write `[\"{text}\"]`"));
    }
    // What is there is the unknown word; serde quotes it too, and each that it expected.
    let word = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    let word = word.trim_matches(['"', '\'']);
    let expected = message.split('`').skip(1).step_by(2).filter(|quoted| *quoted != word);
    match did_you_mean(word, expected) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
