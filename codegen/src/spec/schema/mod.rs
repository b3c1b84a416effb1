//! The JSON Schema of a spec file.

/// The JSON Schema (2020-12) of what [`super::read`] accepts, ending in a newline.
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

#[cfg(test)]
mod tests;
