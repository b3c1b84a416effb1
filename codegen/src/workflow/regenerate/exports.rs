//! The exports that tcgen.toml lists: the same specs, already cut to what is chosen, as OpenAPI or
//! JSON Schema.

use super::Output;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::export::{Choice, Format, OpenApiVersion, files_of};
use crate::output::Files;
use crate::project::config::{Config, ConfigFile, ExportFormat};
use crate::spec::Spec;

/// The files of each `[[export]]`: what the config chooses of the products that it names.
pub(super) fn exports(
    file: &ConfigFile,
    config: &Config,
    specs: &[Spec],
) -> Result<Vec<Output>, Diagnostics> {
    let mut outputs = Vec::new();
    for export in &config.exports {
        let format = match export.format {
            ExportFormat::OpenApi => Format::OpenApi(OpenApiVersion::V31),
            ExportFormat::OpenApi30 => Format::OpenApi(OpenApiVersion::V30),
            ExportFormat::JsonSchema => Format::JsonSchema,
        };
        for product in export.products.iter().flatten() {
            if !config.products.contains_key(product.as_str()) {
                let message = format!("[[export]] names `{product}`, which is not chosen");
                return Err(Diagnostic::new(Code::UnknownChoice, message)
                    .at(Location::file(file.path.display().to_string()))
                    .help(format!("add `[products.{product}]`"))
                    .into());
            }
        }
        let is_named = |product: &String| {
            export.products.as_ref().is_none_or(|products| products.contains(product))
        };
        let mut files = Files::new();
        let chosen =
            |spec: &&Spec| is_named(&spec.product) && config.chooses(&spec.product, &spec.version);
        for spec in specs.iter().filter(chosen) {
            for (path, text) in files_of(format, spec, &Choice::default()) {
                files.insert(path, text);
            }
        }
        outputs.push(Output { folder: file.resolve(&export.out), files });
    }
    Ok(outputs)
}
