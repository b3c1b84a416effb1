//! The catalogue of codes. A code is never reused; blocks belong to layers:
//! E01 source and files, E02 page, E03 tables, E04 interpret and merge, E05 metadata,
//! E06 config and corrections, E07 resolve and names, E08 output, E09 fetch, E10 mock; L01 lint.

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
    NotText "E0107" Error "a file is a document of another format, not text";
    NotPage "E0108" Note "a file between the pages is not text";
    NoPages "E0109" Error "a file or folder that was named holds no page";
    RevisionUnreadable "E0106" Error "git cannot give the files of a revision";
    BadArchive "E0105" Error "an archive is damaged or tampered with";

    // Pages.
    LossyPage "E0201" Error "a copy of a page has lost the borders of its cells";

    PageSkipped "E0202" Note "a file or page describes no action, structure or error code";
    PageUnread "E0203" Warning "a file or page that looks like one of API 3.0 is not read";
    PageLost "E0204" Error "a page of an action has lost its tables";

    UnpairedFence "E0205" Warning "a fence of code has no partner";

    // Tables.
    UnknownSection "E0301" Note "a part of a page is not known";
    UnknownTable "E0302" Error "a table is in a place where none belongs";
    UnknownColumn "E0303" Warning "a column has a heading that is not known";
    ShortRow "E0304" Warning "a row lacks its last cells";
    BrokenRow "E0305" Error "a row has too few cells to be read";
    SurplusCells "E0306" Warning "a row has more cells than its table has headings";
    MissingTable "E0307" Error "an input, output or structure has no table";
    LostRow "E0308" Error "a row is outside of a table";
    NoExamples "E0310" Warning "the examples of a page show no request and no answer";
    IncompletePage "E0311" Warning "a page lacks a part that every page of the site has";
    MissingColumn "E0312" Warning "a table lacks a column that every table of its kind has";
    NoCodes "E0309" Warning "a table of error codes holds none of API 3.0";

    // Interpreting rows.
    InvalidMemberName "E0401" Error "a name on a page is not a name";
    UnknownMemberType "E0402" Error "a page gives a member a type that does not exist";
    UntypedMember "E0403" Warning "a page gives a member a type that says nothing";
    UnknownRequired "E0404" Warning "a page does not say whether a member is required";
    MemberTwice "E0405" Warning "a table names a member twice";
    DuplicateStructure "E0406" Warning "a page describes a structure twice";
    InvalidErrorCode "E0407" Error "an error code on a page is not an error code";
    DuplicateErrorCode "E0408" Warning "a table describes an error code twice, differently";
    NamelessAction "E0409" Error "a page describes an action and does not name it";
    UnknownHome "E0410" Error "a page does not say which product version it belongs to";
    SpacedErrorCode "E0412" Warning "an error code has a space in it";
    UnclearVersion "E0413" Error "the version on a page is not a date that can be read";
    CutExample "E0414" Warning "the JSON of an example breaks off, or has a line break inside of a string";
    InvalidPageIndex "E0411" Error "the index of a pages folder is not as it must be";

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
    InvalidMetadataName "E0505" Error "a name in the metadata is not a name";
    MissingMetadataItem "E0506" Error "the metadata leaves out what every item has";
    DuplicateMetadataMember "E0507" Error "the metadata names a member twice";
    UnknownMetadataStatus "E0508" Warning "the metadata gives an action an unknown status";
    StrayExamples "E0509" Warning "examples of an action that does not exist";
    UnknownProduct "E0510" Error "a product was asked for that no source has";
    InvalidErrorList "E0511" Error "a list of error codes is not as it must be";
    SeveralReleases "E0513" Error "a folder holds several releases of one package";
    ErrorListAlone "E0512" Note "a product version has error codes and no actions, or the other way round";

    // Config and corrections.
    InvalidConfig "E0601" Error "tcgen.toml is not as it must be";
    UnknownChoice "E0602" Error "what is chosen is described nowhere";
    NoConfig "E0603" Error "there is no tcgen.toml";
    InvalidCorrection "E0604" Error "a correction is not as it must be";
    CorrectionUnused "E0605" Error "a correction applies to nothing";
    ProjectExists "E0607" Error "a project that is there says otherwise";
    OlderRelease "E0608" Warning "an older release of a package is given beside a newer one";
    PageNotChosen "E0606" Note "a page is of a product version that tcgen.toml does not choose";

    // Spec files.
    InvalidSpec "E0610" Error "a spec file is not as it must be";
    NoSpecFile "E0611" Error "a folder holds no spec file";
    NoSuchProduct "E0612" Error "no spec has this product";
    NoSuchItem "E0613" Error "a product has no such action or structure";

    InvalidLock "E0615" Error "tcgen.lock is not as it must be";
    StaleLock "E0616" Warning "tcgen.lock decides about what is not there any more";
    VersionTooSmall "E0617" Error "the version of the crate is too small for what changed";
    MergeConflict "E0618" Error "a spec file holds an unresolved merge conflict";
    InvalidIgnore "E0620" Error "an ignore file is not as it must be";
    VersionTwice "E0614" Error "one side of a diff has a product version twice";
    StaleDiffIgnore "E0621" Warning "an ignore entry matches no change";
    ExpiredDiffIgnore "E0622" Warning "an ignore entry has expired";

    // Resolve and names.
    MissingStructure "E0701" Error "a member has a structure that is nowhere defined";
    InvalidName "E0702" Error "a text cannot be the name of anything";
    RepeatedMember "E0703" Error "two members of one type have the same name";
    InvalidSelection "E0704" Error "a choice of products or actions cannot be read";
    NothingChosen "E0706" Error "no action is chosen, so there is no crate";

    // Output.
    CannotWrite "E0801" Error "a file cannot be written";
    Drift "E0802" Error "a file differs from what would be written";
    ForeignFile "E0803" Error "a file is in the way that was not generated";
    OtherConfig "E0804" Error "a folder holds a crate that another config describes";
    AnotherRun "E0805" Error "another run of tcgen is at work in a folder";
    UnfitFolder "E0806" Error "a crate cannot be written to a folder";
    BrokenManifest "E0807" Error "the list of what was generated cannot be read";
    LocalEdit "E0808" Warning "a generated file was edited";
    BrokenJournal "E0809" Error "the list of files that a run was about to move cannot be read";

    // Fetch.
    FetchUsage "E0901" Error "what is to be fetched cannot be made out";
    SiteUnreachable "E0902" Error "the site does not answer as it should";
    FetchStatus "E0903" Error "the site answers with a status that is not a page";
    PageVanished "E0904" Error "the page is no longer there";
    PageMoved "E0905" Error "the page has moved to another address";
    LoginPage "E0906" Error "the site asks to log in instead of showing the page";
    CaptchaPage "E0907" Error "the site asks for a captcha instead of showing the page";
    NoArticle "E0908" Error "the page holds no article";
    RobotsDisallow "E0909" Error "robots.txt asks not to fetch the page";
    RedirectRefused "E0910" Error "a redirect is not followed";
    PageTooLarge "E0911" Error "the page is larger than allowed";
    PageCharset "E0912" Error "the page's bytes are not in its charset";
    SiteThrottles "E0913" Error "the site asks to come back later";
    InvalidIndex "E0914" Error "the index of the pages folder is not as it must be";
    FetchStopped "E0915" Error "the run stopped before its end";
    PageEdited "E0916" Warning "the file was edited since it was fetched";
    FolderBusy "E0917" Error "another run fetches into the same folder";

    // The mock.
    CannotListen "E1001" Error "the mock cannot listen";
    InvalidAnswers "E1002" Error "a file of answers is not as it must be";

    // Lint: references and names.
    DanglingType "L0101" Warning "a type names a structure that is not documented";
    UnreferencedStructure "L0102" Note "no action reaches a structure";
    EmptyStructure "L0103" Note "a structure has no members";
    DuplicateMember "L0104" Warning "two members of one list have the same name";
    SimilarMembers "L0105" Warning "two members of one list differ only by case or word break";
    SimilarNames "L0106" Warning "two actions or two structures differ only by case or word break";
    PublicParameter "L0107" Warning "a public parameter is among the inputs of an action";
    OutputWithoutRequestId "L0108" Warning "an output lacks RequestId";

    // Lint: examples against members.
    ExampleNotJson "L0120" Warning "an example cannot be read";
    ExampleUnknownMember "L0121" Warning "an example holds a member that is not documented";
    ExampleMemberCase "L0122" Warning "an example spells a member with other case or word breaks";
    ExampleWrongKind "L0123" Warning "a value of an example is of another kind than its type";
    ExampleOtherForm "L0124" Note "a value of an example is written in another form than its type";
    ExampleOutOfRange "L0125" Warning "a number of an example does not fit its type";
    ExampleMissingRequired "L0126" Warning "a request example lacks a required member";
    ExampleMissingPromised "L0127" Note "a response example lacks a promised member";
    ExampleNull "L0128" Note "an example holds null where the documentation allows none";
    ExampleWithoutResponse "L0129" Warning "a response example lacks the Response wrapper";
    ExampleWithoutRequestId "L0130" Note "a response example lacks RequestId";
    ExampleBesideResponse "L0131" Note "a response example holds a key beside Response";
    ExampleErrorNotListed "L0132" Warning "an example shows an error code that is not listed";
    ExampleNotInValues "L0133" Note "a value of an example is not among the documented values";
    ExampleMissing "L0134" Note "an action has no example";
    ExampleHostContradicts "L0135" Warning "the examples of an action go to another host than it has";
    ExampleHostStray "L0136" Note "an example names a host of something else";
    ExampleTotalTooSmall "L0137" Note "an example counts fewer items than it lists";

    // Lint: facts stated of one member.
    MemberExampleWrongKind "L0140" Warning "the example of a member contradicts its type";
    MemberExampleNotInValues "L0141" Note "the example of a member is not among its values";
    DefaultWrongKind "L0142" Warning "the default of a member contradicts its type";
    DefaultNotInValues "L0143" Warning "the default of a member is not among its values";
    RequiredWithDefault "L0144" Note "a required member states a default";
    ValueWrongKind "L0145" Warning "a documented value contradicts the type of its member";
    DuplicateValue "L0146" Warning "a value of a member is documented twice";
    MemberExamplePlaceholder "L0147" Note "the example of a member is a placeholder";
    ValuesOfAnotherMember "L0148" Note "none of the documented values fits the type of its member";

    // Lint: prose.
    EmptyDoc "L0150" Note "something has no documentation";
    UnmarkedDeprecation "L0151" Note "the prose deprecates what is not marked so";
    SizeAboveLimit "L0152" Note "the prose allows more than a request can hold";

    // Lint: pages.
    PagesUnclear "L0160" Note "it is unclear which list the pages of an action hold";

    // Lint: the ignore file.
    StaleIgnore "L0190" Warning "an ignore entry matches no finding";
    ExpiredIgnore "L0191" Warning "an ignore entry has expired";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;
    use crate::language::Language;

    #[test]
    fn every_code_has_a_chinese_title() {
        for code in Code::ALL {
            let title = code.title();
            let is_there = Language::Chinese.knows(title);
            assert!(is_there, "put the title of {} into zh.toml: {title}", code.as_str());
        }
    }

    #[test]
    fn no_two_findings_share_a_code() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} is used twice", code.as_str());
        }
    }
}
