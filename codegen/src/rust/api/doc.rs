//! Documentation of an item, before it is made inert.

/// What rustdoc says of an item: parts with a blank line between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The parts, in order.
    pub parts: Vec<DocPart>,
}

/// One part of a documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocPart {
    /// Markdown of the service: anything may be in it.
    Foreign(String),
    /// Markdown of ours.
    Own(String),
    /// A label of ours and a text of the service to be shown as code: `Example: ID_CARD`.
    Code {
        /// The label.
        label: &'static str,
        /// The text as found.
        text: String,
    },
    /// Values of the service, each with what it stands for.
    Values(Vec<(String, Option<String>)>),
    /// A link, shown with this text of ours. The address is checked by `emit`.
    Link {
        /// What is shown.
        text: &'static str,
        /// Where it leads.
        url: String,
    },
}
