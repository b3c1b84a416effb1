//! The language of messages.

/// The language that a caller asks for; English where it asks for none, as the service does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AnswerLanguage {
    #[default]
    English,
    Chinese,
}

impl AnswerLanguage {
    /// What the header `X-TC-Language` says; `None` for a language that there is not.
    pub(super) fn read(text: Option<&str>) -> Option<Self> {
        match text {
            None | Some("en-US") => Some(Self::English),
            Some("zh-CN") => Some(Self::Chinese),
            Some(_) => None,
        }
    }
}
