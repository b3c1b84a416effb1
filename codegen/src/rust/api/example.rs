//! Documented examples, as tests of the crate.

/// The examples of one product version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleSet {
    /// The feature of the product.
    pub feature: String,
    /// The module's path in the crate: `ess::v20201111`.
    pub path: String,
    /// The name of the test and of its data: `ess_v20201111`.
    pub name: String,
    /// The examples themselves: a JSON object with the list `examples`.
    pub data: String,
    /// The actions that have any.
    pub cases: Vec<ExampleCase>,
}

/// The types that the examples of an action are read into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleCase {
    /// The action's name on the wire.
    pub action: String,
    /// The request type.
    pub request: String,
    /// The response type.
    pub response: String,
}
