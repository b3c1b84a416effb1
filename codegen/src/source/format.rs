//! Files that are not text: known by their first bytes, named for the user.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Location};

/// What a file is instead of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A document that may hold a page.
    Document(&'static str, &'static str),
    /// A picture, a font, an archive: nothing that holds a page.
    Other(&'static str),
}

const PDF: &str = "a PDF has no cells: open the page in a browser and save it as HTML";
const OFFICE: &str =
    "save the document as HTML or as text, or convert it: `pandoc FILE -t gfm -o page.md`";
const ARCHIVE: &str = "unpack it, and give the pages inside";
const SAFARI: &str = "save the page as HTML, or as MHTML, instead";

/// First bytes, and what they are of.
const MAGIC: &[(&[u8], Format)] = &[
    (b"%PDF-", Format::Document("a PDF", PDF)),
    (b"{\\rtf", Format::Document("an RTF document", OFFICE)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Document("an old Office document", OFFICE)),
    (b"bplist00", Format::Document("a web archive of Safari", SAFARI)),
    (b"\x1f\x8b", Format::Document("a gzip archive", ARCHIVE)),
    (b"7z\xbc\xaf", Format::Document("a 7z archive", ARCHIVE)),
    (b"\x89PNG", Format::Other("a PNG picture")),
    (b"\xff\xd8\xff", Format::Other("a JPEG picture")),
    (b"GIF8", Format::Other("a GIF picture")),
    (b"RIFF", Format::Other("a picture or sound")),
    (b"\0\0\x01\0", Format::Other("an icon")),
    (b"wOFF", Format::Other("a font")),
    (b"wOF2", Format::Other("a font")),
];

/// Names inside of a ZIP file, and what they make it.
const ZIPPED: &[(&[u8], Format)] = &[
    (b"word/", Format::Document("a Word document (DOCX)", OFFICE)),
    (b"application/vnd.oasis.opendocument", Format::Document("an OpenDocument file (ODT)", OFFICE)),
    (b"application/epub+zip", Format::Document("an EPUB", OFFICE)),
    (b"xl/", Format::Document("an Excel workbook (XLSX)", OFFICE)),
    (b"ppt/", Format::Document("a PowerPoint file (PPTX)", OFFICE)),
];
/// The names of a ZIP file that tell what it is stand at its start or, in the directory, at its end.
const ZIP_REACH: usize = 64 << 10;

impl Format {
    /// What the bytes are, if they are not text.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            let end = bytes.get(bytes.len().saturating_sub(ZIP_REACH)..).unwrap_or(bytes);
            let start = bytes.get(..ZIP_REACH).unwrap_or(bytes);
            let holds = |name: &[u8]| {
                [start, end].iter().any(|part| part.windows(name.len()).any(|at| at == name))
            };
            let known = ZIPPED.iter().find(|(name, _)| holds(name)).map(|(_, format)| *format);
            return Some(known.unwrap_or(Self::Document("a ZIP archive", ARCHIVE)));
        }
        MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| *format)
    }

    /// Says what the file is. A picture between pages loses nothing.
    pub(super) fn refuse(self, name: &Arc<str>) -> Diagnostic {
        let at = Location::file(Arc::clone(name));
        match self {
            Self::Document(what, help) => {
                let message = format!("the file is {what}, not the text of a page");
                Diagnostic::new(Code::NotText, message).at(at).help(help)
            }
            Self::Other(what) => {
                let message = format!("the file is skipped: it is {what}");
                Diagnostic::new(Code::NotPage, message).at(at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        match Format::of(bytes) {
            Some(Format::Document(name, _) | Format::Other(name)) => name,
            None => "text",
        }
    }

    #[test]
    fn what_people_save_is_named() {
        assert_eq!(name(b"%PDF-1.7\n"), "a PDF");
        assert_eq!(name(b"PK\x03\x04..word/document.xml"), "a Word document (DOCX)");
        assert_eq!(
            name(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"),
            "an OpenDocument file (ODT)"
        );
        assert_eq!(name(b"PK\x03\x04x"), "a ZIP archive");
        assert_eq!(name(b"# page"), "text");
    }
}
