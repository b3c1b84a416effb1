//! `multipart/form-data`, for the actions with binary members: one part per member, files as they are,
//! lists and structures as JSON.

use std::fmt::Write;

use serde_json::Value as Json;

use crate::runtime::wire::{
    Binary, EncodeError, Items, Members, Value, ValueVisitor, Visitor, list_to_json, to_json,
};

/// The body with this boundary.
pub(super) fn write(request: &dyn Members, boundary: &str) -> Result<Vec<u8>, EncodeError> {
    let mut parts = Parts { out: Vec::new(), boundary, name: String::new(), failure: None };
    request.visit(&mut parts);
    if let Some(failure) = parts.failure {
        return Err(failure);
    }
    let mut out = parts.out;
    if !out.is_empty() {
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    }
    Ok(out)
}

struct Parts<'a> {
    out: Vec<u8>,
    boundary: &'a str,
    name: String,
    failure: Option<EncodeError>,
}

impl Parts<'_> {
    fn part(&mut self, file_name: Option<&str>, content_type: Option<&str>, content: &[u8]) {
        let name = quoted(&self.name);
        let mut head =
            ["--", self.boundary, "\r\nContent-Disposition: form-data; name=\"", &name, "\""]
                .concat();
        if let Some(file_name) = file_name {
            head += &["; filename=\"", &quoted(file_name), "\""].concat();
        }
        head.push_str("\r\n");
        if let Some(content_type) = content_type {
            head += &["Content-Type: ", content_type, "\r\n"].concat();
        }
        head.push_str("\r\n");
        self.out.extend_from_slice(head.as_bytes());
        self.out.extend_from_slice(content);
        self.out.extend_from_slice(b"\r\n");
    }

    /// A list or structure, as the JSON that it would be in a JSON body.
    fn json_part(&mut self, json: Result<Vec<u8>, EncodeError>) {
        match json {
            Ok(json) => self.part(None, Some("application/json"), &json),
            Err(failure) => {
                self.failure.get_or_insert(failure);
            }
        }
    }
}

/// A name within quotation marks, as browsers write it; no other control character is sent either.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => quoted.push_str("%22"),
            c if c.is_ascii_control() => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "%{:02X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted
}

impl Visitor for Parts<'_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        name.clone_into(&mut self.name);
        value.accept(self);
    }
}

impl ValueVisitor for Parts<'_> {
    fn nothing(&mut self) {}

    fn string(&mut self, value: &str) {
        self.part(None, None, value.as_bytes());
    }

    fn int(&mut self, value: i64) {
        self.part(None, None, value.to_string().as_bytes());
    }

    fn uint(&mut self, value: u64) {
        self.part(None, None, value.to_string().as_bytes());
    }

    fn float(&mut self, value: f64) {
        self.part(None, None, value.to_string().as_bytes());
    }

    fn bool(&mut self, value: bool) {
        self.part(None, None, value.to_string().as_bytes());
    }

    fn binary(&mut self, value: &Binary) {
        let name = value.name().unwrap_or(&self.name).to_owned();
        self.part(Some(&name), None, value.bytes());
    }

    fn list(&mut self, items: &dyn Items) {
        self.json_part(list_to_json(items));
    }

    fn members(&mut self, value: &dyn Members) {
        self.json_part(to_json(value));
    }

    fn json(&mut self, value: &Json) {
        match value {
            Json::Null => {}
            Json::String(text) => self.string(text),
            Json::Array(_) | Json::Object(_) => self.json_part(Ok(value.to_string().into_bytes())),
            Json::Bool(_) | Json::Number(_) => self.string(&value.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Upload(Binary);

    impl Members for Upload {
        fn visit(&self, visitor: &mut dyn Visitor) {
            visitor.member("Title", &"ä".to_owned());
            visitor.member("Count", &Some(2_i64));
            visitor.member("Absent", &None::<String>);
            visitor.member("Tags", &vec!["x".to_owned()]);
            visitor.member("File", &self.0);
        }
    }

    #[test]
    fn each_member_is_a_part_and_files_go_as_they_are() {
        let upload = Upload(Binary::new(vec![0, 255]).file_name("a\"b\0\n.pdf"));
        let body = write(&upload, "B").unwrap();
        let expected = [
            "--B\r\nContent-Disposition: form-data; name=\"Title\"\r\n\r\nä\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"Count\"\r\n\r\n2\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"Tags\"\r\n",
            "Content-Type: application/json\r\n\r\n[\"x\"]\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"File\"; filename=\"a%22b%00%0A.pdf\"\r\n\r\n",
        ]
        .concat();
        assert_eq!(body, [expected.as_bytes(), &[0, 255], b"\r\n--B--\r\n"].concat());
    }
}
