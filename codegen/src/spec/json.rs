//! The spec as JSON text, both ways.

use std::fmt;

use super::{FORMAT, Spec};

/// A text is not a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecError {
    /// What is wrong.
    pub message: String,
    /// Line, from 1; 0 if unknown.
    pub line: u32,
    /// Column, from 1; 0 if unknown.
    pub column: u32,
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SpecError {}

/// Reads the text of a spec file.
pub fn read(text: &str) -> Result<Spec, SpecError> {
    let spec: Spec = serde_json::from_str(text).map_err(|error| SpecError {
        message: plain_message(&error),
        line: u32::try_from(error.line()).unwrap_or(0),
        column: u32::try_from(error.column()).unwrap_or(0),
    })?;
    if spec.format != FORMAT {
        return Err(SpecError {
            message: format!(
                "format {} is not the format {FORMAT} that this program reads",
                spec.format
            ),
            line: 0,
            column: 0,
        });
    }
    Ok(spec)
}

/// serde_json appends the place, which [`SpecError`] carries on its own.
fn plain_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

/// The text of a spec file: two spaces, keys in the order of the types, newline at the end.
pub fn write(spec: &Spec) -> String {
    // Writing to memory fails only for maps whose keys are not strings; there are none here.
    let mut text = serde_json::to_string_pretty(spec).unwrap_or_default();
    text.push('\n');
    text
}
