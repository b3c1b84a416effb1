//! `client.go` of the official Go SDK: above each call the codes that it may answer with.
//!
//! ```go
//! // error code that may be returned:
//! //  RESOURCEINSUFFICIENT_WATER = "ResourceInsufficient.Water"
//! func (c *Client) Boil(request *BoilRequest) (response *BoilResponse, err error) {
//! ```

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Location};

/// What a client says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoClient<'a> {
    /// The name that signs: `as` in the folder `autoscaling`.
    pub product: Option<&'a str>,
    /// The codes of each action, each with its line.
    pub actions: BTreeMap<&'a str, Vec<(&'a str, u32)>>,
}

const HEAD: &str = "// error code that may be returned:";

/// Reads the comments of a client. `label` names the file in an error.
pub fn parse_go<'a>(label: &str, text: &'a str) -> Result<GoClient<'a>, Diagnostic> {
    let mut client = GoClient::default();
    let mut codes: Option<Vec<(&str, u32)>> = None;
    for (number, line) in (1_u32..).zip(text.lines()) {
        if client.product.is_none() {
            client.product = between(line, "WithApiInfo(\"", "\"");
        }
        if line.trim_end() == HEAD {
            codes = Some(Vec::new());
        } else if let Some(listed) = &mut codes {
            if let Some(comment) = line.strip_prefix("//") {
                let code = comment.split_once(" = ").map(|(_, code)| code.trim());
                let code = code.and_then(|code| code.strip_prefix('"')?.strip_suffix('"'));
                let Some(code) = code else {
                    let message = "this line of a list of error codes has no code";
                    return Err(Diagnostic::new(Code::InvalidErrorList, message)
                        .at(Location::new(label, number, 1))
                        .found(line)
                        .help("a code is written as `//  NAME = \"Code\"`"));
                };
                listed.push((code, number));
            } else {
                // The twin with a context repeats the list of the action.
                let action = between(line, "func (c *Client) ", "(");
                if let Some(action) = action.filter(|name| !name.ends_with("WithContext")) {
                    client.actions.insert(action, std::mem::take(listed));
                }
                codes = None;
            }
        }
    }
    Ok(client)
}

fn between<'a>(line: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(begin)?;
    rest.split_once(end).map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_above_a_call_are_those_of_its_action() {
        let text = "func NewBoilRequest() {\n    request.Init().WithApiInfo(\"kettle\", APIVersion, \"Boil\")\n}\n\
            // Boil\n// Boils water.\n//\n// error code that may be returned:\n//  A_B = \"A.B\"\n//  A = \"A\"\n\
            func (c *Client) Boil(request *BoilRequest) (err error) {\n}\n\
            // error code that may be returned:\n//  A = \"A\"\n\
            func (c *Client) BoilWithContext(ctx context.Context) (err error) {\n}\n";
        let client = parse_go("client.go", text).unwrap();
        assert_eq!(client.product, Some("kettle"));
        assert_eq!(client.actions, [("Boil", vec![("A.B", 8), ("A", 9)])].into());
    }

    #[test]
    fn a_line_of_a_list_without_a_code_is_an_error() {
        let text = "// error code that may be returned:\n//  A = A\nfunc (c *Client) Boil(";
        assert_eq!(parse_go("client.go", text).unwrap_err().location.unwrap().line, 2);
    }
}
