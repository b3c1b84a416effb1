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
    BadArchive "E0105" Error "an archive is damaged or tampered with";

    // Merging.
    TypeContradiction "E0450" Warning "two sources give a member two types";
    RequiredContradiction "E0451" Warning "two sources disagree on whether a member is required";
    MemberMissingInPage "E0452" Warning "the metadata has a member that the page lacks";
    MemberMissingInMetadata "E0453" Warning "a page has a member that the metadata lacks";
    DescribedTwice "E0454" Warning "two sources of a kind describe one thing differently";
    ProductContradiction "E0455" Warning "two sources disagree on a fact of the product version";
    UndefinedStructure "E0456" Warning "a structure is named and nowhere defined";
    ActionContradiction "E0457" Warning "two sources disagree on a fact of an action";

    // Metadata.
    NotMetadata "E0501" Error "a file or folder holds no official metadata";
    InvalidMetadata "E0502" Error "a metadata file is not as it must be";
    UnknownMetadataKey "E0503" Warning "the metadata has a key that this program does not know";
    UnknownMetadataType "E0504" Error "the metadata gives a member a type that does not exist";
    InvalidMetadataName "E0505" Error "a name in the metadata is no name";
    MissingMetadataItem "E0506" Error "the metadata leaves out what every item has";
    DuplicateMetadataMember "E0507" Error "the metadata names a member twice";
    UnknownMetadataStatus "E0508" Warning "the metadata gives an action an unknown status";
    StrayExamples "E0509" Warning "examples of an action that does not exist";
    UnknownProduct "E0510" Error "a product was asked for that no source has";

    // Config and corrections.
    InvalidConfig "E0601" Error "tcgen.toml is not as it must be";

    // Spec files.
    InvalidSpec "E0610" Error "a spec file is not as it must be";

    // Output.
    CannotWrite "E0801" Error "a file cannot be written";
    Drift "E0802" Error "a file differs from what would be written";
}
