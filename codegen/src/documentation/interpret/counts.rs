//! What was counted while pages were read.

/// What was counted. `rows` is the sum of the six kinds of rows below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files read.
    pub files: usize,
    /// Pages in them.
    pub pages: usize,
    /// Of these, skipped.
    pub skipped: usize,
    /// Tables of members and error codes.
    pub tables: usize,
    /// Their rows.
    pub rows: usize,
    /// Rows that became a member of an input, output or structure.
    pub members: usize,
    /// Rows of the public parameters Action, Version and Region.
    pub public_parameters: usize,
    /// Rows that became an error code.
    pub error_codes: usize,
    /// Rows that say again what another row of the table says.
    pub repeated: usize,
    /// Rows in which there is nothing.
    pub blank: usize,
    /// Rows that could not be understood: each is part of a diagnostic.
    pub refused: usize,
}

impl Counts {
    /// Whether every row that came in is accounted for.
    pub fn add_up(&self) -> bool {
        let Self { members, public_parameters, error_codes, repeated, blank, refused, .. } = self;
        self.rows == members + public_parameters + error_codes + repeated + blank + refused
    }
}
