//! Which way members travel: what a source says of them means another thing each way.

/// Where members stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// In the input of an action.
    Input,
    /// In the output of an action.
    Output,
    /// In a structure, which may travel either way.
    Both,
}
