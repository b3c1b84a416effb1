//! The catalogue of codes. A code is never reused; blocks belong to layers:
//! E01 source and files, E02 page, E03 tables, E04 interpret and merge, E05 metadata,
//! E06 config and corrections, E07 resolve and names, E08 output, E09 fetch; L01 lint.

use super::Severity;

macro_rules! codes {
    ($($name:ident $text:literal $severity:ident $title:literal;)*) => {
        /// A stable code of a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as printed: a letter and four digits.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What the code stands for, in one line.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// How much a finding of this code weighs unless said otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Source and files.
    FileUnreadable "E0101" Error "a file or folder cannot be read";
    EmptyFile "E0102" Error "a file is empty";
    NotUtf8 "E0103" Error "a file holds bytes that are not UTF-8";
    FileTooLarge "E0104" Error "a file is larger than any page";

    // Config and corrections.
    InvalidConfig "E0601" Error "tcgen.toml is not as it must be";

    // Spec files.
    InvalidSpec "E0610" Error "a spec file is not as it must be";

    // Output.
    CannotWrite "E0801" Error "a file cannot be written";
    Drift "E0802" Error "a file differs from what would be written";
}
