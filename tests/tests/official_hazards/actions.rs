//! Actions: which are online, stream, go unsigned, come in pages or in an unusual form.

use tencentcloud_codegen::rust::api::Pagination;
use tencentcloud_codegen::spec::Status;

use super::cloud;

#[test]
fn versions_without_an_action_that_is_online_are_products_all_the_same() {
    let Some(cloud) = cloud() else { return };
    let online = |status: Option<Status>| status == Some(Status::Online);
    let asleep = cloud
        .specs
        .iter()
        .filter(|spec| !spec.actions.values().any(|action| online(action.status)));
    assert_eq!(asleep.count(), 17);
    let functions = || cloud.modules.iter().flat_map(|module| &module.functions);
    assert_eq!(functions().filter(|function| function.deprecated.is_some()).count(), 188 + 26);
}

#[test]
fn unusual_calls_are_told_apart() {
    let Some(cloud) = cloud() else { return };
    let functions = || cloud.modules.iter().flat_map(|module| &module.functions);
    assert_eq!(functions().filter(|function| function.skip_sign).count(), 2);
    assert_eq!(functions().filter(|function| function.multipart).count(), 2);
    let with_error: Vec<&str> = functions()
        .filter(|function| function.has_error_member)
        .map(|function| function.action.as_str())
        .collect();
    assert_eq!(with_error, ["GetReconstructDocumentResult", "GetSplitDocumentResult"]);
}

#[test]
fn a_member_called_stream_is_no_mark_of_a_stream() {
    let Some(cloud) = cloud() else { return };
    let (mut both, mut member, mut marked) = (0, 0, 0);
    for action in cloud.actions() {
        let named = action.input.iter().any(|one| ["Stream", "Streaming"].contains(&&*one.name));
        match (named, action.streaming) {
            (true, true) => both += 1,
            (true, false) => member += 1,
            (false, true) => marked += 1,
            (false, false) => (),
        }
    }
    assert_eq!([both, member, marked], [9, 2, 18]);
}

#[test]
fn pages_are_walked_where_it_is_safe() {
    let Some(cloud) = cloud() else { return };
    let (mut offset, mut page, mut token, mut safe) = (0, 0, 0, 0);
    for module in &cloud.modules {
        for (function, response) in module.functions.iter().zip(&module.responses) {
            let Some(pages) = &function.pages else { continue };
            match pages.pagination {
                Pagination::Offset { .. } => {
                    let lists = response.fields.iter().filter(|one| one.field_type.wrap.is_list());
                    let counted = matches!(pages.total.as_deref(), Some("TotalCount" | "Total"));
                    safe += usize::from(counted && lists.count() == 1);
                    offset += 1;
                }
                Pagination::Page { .. } => page += 1,
                Pagination::Token { .. } => token += 1,
            }
        }
    }
    // Besides those of offset, total and one list at the top: a list of structures beside lists of
    // scalars, lists and totals in the one structure of the answer, numbered pages, tokens.
    assert_eq!([safe, offset, page, token], [1_856, 2_242, 577, 148]);
}
