//! What cargo is told of the crate, from `[crate]` of tcgen.toml.

use crate::project::config::{CrateConfig, PublishConfig};
use crate::rust::api::{Package, Publish};

/// The package of a config, at this version.
pub fn package(config: &CrateConfig, version: String, changelog: Option<String>) -> Package {
    Package {
        name: config.name.clone(),
        version,
        description: config.description.clone(),
        license: config.license.clone(),
        repository: config.repository.clone(),
        keywords: config.keywords.clone(),
        authors: config.authors.clone(),
        publish: match &config.publish {
            None | Some(PublishConfig::Anywhere(false)) => Publish::Never,
            Some(PublishConfig::Anywhere(true)) => Publish::Anywhere,
            Some(PublishConfig::In(registries)) => Publish::In(registries.clone()),
        },
        changelog,
    }
}
