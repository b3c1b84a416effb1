//! Where an item can be read about on the web.

use super::Source;

/// The vendor's page on which every action can be read about and tried out.
const EXPLORER: &str = "https://console.cloud.tencent.com/api/explorer";

/// The address of the page from which an item was read, if one is known.
pub fn page_of(sources: &[Source]) -> Option<&str> {
    sources.iter().find_map(|source| source.url.as_deref())
}

/// An action in the API Explorer.
pub fn explorer(product: &str, version: &str, action: &str) -> String {
    format!("{EXPLORER}?Product={product}&Version={version}&Action={action}")
}
