//! Sizes that the prose allows against what a request can hold.

use crate::diagnostics::{Code, escaped};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::Subject;

/// The most that the body of a request may have, in MB.
const LIMIT: u64 = 10;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for (name, action) in &subject.spec.actions {
        // A host of its own may have a limit of its own.
        if action.endpoint.is_some() {
            continue;
        }
        let found = action.input.iter().enumerate().find_map(|(index, member)| {
            let doc = member.doc.as_deref()?;
            let size = doc.to_lowercase().contains("base64").then(|| largest_size(doc))??;
            (size > LIMIT).then_some((index, member, size))
        });
        if let Some((index, member, size)) = found {
            let message = format!(
                "`{}` of the input of `{name}` may have {size} MB as Base64, and a request {LIMIT} MB",
                member.name
            );
            let pointer = format!("/actions/{}/input/{index}/doc", escaped(name));
            let item = format!("{name}/{}", member.name);
            collector.push(Draft::new(Code::SizeAboveLimit, item, pointer, message));
        }
    }
}

/// The largest size that the sentences about Base64 name, in MB. A sentence about an address
/// speaks of a file that is fetched, not sent.
fn largest_size(doc: &str) -> Option<u64> {
    let sentences = doc.split(['。', '；', ';', '\n']);
    let of_body = sentences.filter(|text| {
        let text = text.to_lowercase();
        !text.contains("url") && !text.contains("分辨率")
    });
    of_body.flat_map(sizes).max()
}

/// The numbers of MB in a sentence.
fn sizes(text: &str) -> Vec<u64> {
    let mut sizes = Vec::new();
    for (at, _) in text.match_indices(['M', 'm', '兆']) {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at..).unwrap_or_default();
        let unit: String = behind.chars().take_while(char::is_ascii_alphabetic).collect();
        if !matches!(unit.to_ascii_lowercase().as_str(), "m" | "mb" | "") {
            continue;
        }
        let start = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        sizes.extend(before.get(start..).and_then(|digits| digits.parse::<u64>().ok()));
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_numbers_before_their_unit() {
        assert_eq!(sizes("不超过 20MB，图片 5 M"), [20, 5]);
        assert_eq!(sizes("至多 60兆"), [60]);
        assert_eq!(sizes("30 mm, 10 Mbps, MB"), [0_u64; 0]);
        assert_eq!(largest_size("Base64 后不超过10M。Url 的文件不超过100M"), Some(10));
    }
}
