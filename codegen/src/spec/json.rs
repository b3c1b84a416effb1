//! The spec as JSON text, both ways.

use std::fmt;

use super::{FORMAT, Member, Spec, is_name, is_product, is_version};

/// A text is not a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecError {
    /// What is wrong.
    pub message: String,
    /// Line, from 1; 0 if unknown.
    pub line: usize,
    /// Column in bytes, from 1, as serde_json counts; 0 if unknown.
    pub column: usize,
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
        line: error.line(),
        column: error.column(),
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
    check_names(&spec).map_err(|message| SpecError { message, line: 0, column: 0 })?;
    Ok(spec)
}

/// Names become paths, modules and types: a spec with any other name is refused at the door.
fn check_names(spec: &Spec) -> Result<(), String> {
    if !is_product(&spec.product) {
        return Err(format!("`{}` is not a product name", spec.product));
    }
    if !is_version(&spec.version) {
        return Err(format!("`{}` is not a version date", spec.version));
    }
    for (name, action) in &spec.actions {
        check_item("action", name, action.input.iter().chain(&action.output))?;
    }
    for (name, structure) in &spec.structures {
        check_item("structure", name, structure.members.iter())?;
    }
    Ok(())
}

fn check_item<'a>(
    kind: &str,
    name: &str,
    mut members: impl Iterator<Item = &'a Member>,
) -> Result<(), String> {
    if !is_name(name) {
        return Err(format!("`{name}` is not a name ({kind})"));
    }
    match members.find(|member| !is_name(&member.name)) {
        Some(member) => Err(format!("`{}` is not a name of a member ({kind} {name})", member.name)),
        None => Ok(()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_climb_are_refused() {
        for text in [
            r#"{"format": 1, "product": "../x", "version": "2020-11-11"}"#,
            r#"{"format": 1, "product": "ess", "version": "../../../.."}"#,
            r#"{"format": 1, "product": "ess", "version": "2020-11-11", "actions": {"a b": {}}}"#,
            r#"{"format": 1, "product": "ess", "version": "2020-11-11",
                "structures": {"A": {"members": [{"name": "../x", "type": "string"}]}}}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn another_format_is_refused() {
        let error =
            read(r#"{"format": 2, "product": "ess", "version": "2020-11-11"}"#).unwrap_err();
        assert!(error.message.contains("format 2"), "{error}");
    }
}
