//! Code, in the elements that pages have it in.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

/// Whether an element is a block of code: one of HTML for that, or a paragraph with nothing but
/// code of several lines.
pub(super) fn is_code(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "pre" | "xmp" | "listing" | "textarea" => true,
        "p" | "div" => {
            let mut inside = element.children().filter(|node| !is_blank(*node));
            let only = inside.next().and_then(ElementRef::wrap).filter(|_| inside.next().is_none());
            only.is_some_and(|only| only.value().name() == "code" && shown(only).contains('\n'))
        }
        _ => false,
    }
}

fn is_blank(node: NodeRef<'_, Node>) -> bool {
    match node.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Comment(_) => true,
        _ => false,
    }
}

/// The text of code as it is shown: Docusaurus ends each of its lines with `<br>`.
pub(super) fn shown(element: ElementRef<'_>) -> String {
    let mut code = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(text) => code.push_str(text),
            Node::Element(element) if element.name() == "br" => code.push('\n'),
            _ => {}
        }
    }
    code
}

/// The code of a table that sets the numbers of its lines apart: two columns of one row, or a row
/// per line.
pub(super) fn of_table(table: ElementRef<'_>) -> Option<String> {
    let (mut code, mut first) = (Vec::new(), 1);
    let is_row = |element: &ElementRef<'_>| element.value().name() == "tr";
    for row in table.descendants().filter_map(ElementRef::wrap).filter(is_row) {
        let mut cells = row.children().filter_map(ElementRef::wrap);
        let (Some(numbers), Some(lines), None) = (cells.next(), cells.next(), cells.next()) else {
            return None;
        };
        let number = numbers.attr("data-line-number").map(str::to_owned);
        let number = number.unwrap_or_else(|| shown(numbers));
        let lines = shown(lines);
        let lines = lines.trim_end_matches('\n');
        let next = first + lines.split('\n').count();
        if !number.split_whitespace().eq((first..next).map(|number| number.to_string())) {
            return None;
        }
        first = next;
        code.push(lines.to_owned());
    }
    (!code.is_empty()).then(|| code.join("\n"))
}
