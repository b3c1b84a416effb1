//! Which part of an action's page is being read.

/// The part of the page that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagePart {
    Before,
    Description,
    Input,
    Output,
    Examples,
    ExampleInput,
    ExampleOutput,
    Resources,
    Errors,
    Structures,
    /// A part of this page alone: prose.
    Unknown,
    Other,
}

impl PagePart {
    pub(super) fn is_description(self) -> bool {
        matches!(self, Self::Before | Self::Description)
    }

    pub(super) fn is_example(self) -> bool {
        matches!(self, Self::Examples | Self::ExampleInput | Self::ExampleOutput)
    }
}
