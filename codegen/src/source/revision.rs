//! Reads files as a git revision has them, by asking the `git` on the PATH.
//!
//! In: a revision and a path, both as the user gave them. Out: the files below the path.
//!
//! Invariant: neither can become an option or another command: the revision is first turned
//! into an object id by a call that ends its options before it, and only that id goes on.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::diagnostics::{Code, Diagnostic, Location};

/// The largest blob that is read; the largest spec has a tenth of it.
const BLOB_LIMIT: u64 = 256 << 20;

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionFile {
    /// For messages: `git:HEAD~1:spec/ess/2020-11-11.json`.
    pub label: String,
    /// The path below the folder that git was asked in.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The files at or below a path of a revision whose path is wanted, sorted by path. `folder` is
/// any folder of the repository; the path is relative to it.
pub fn read_revision(
    folder: &Path,
    revision: &str,
    path: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<RevisionFile>, Diagnostic> {
    let place = Location::file(format!("git:{revision}:{path}"));
    let commit = resolve(folder, revision).map_err(|fault| fault.at(place.clone()))?;
    let blobs = list(folder, &commit, path).map_err(|fault| fault.at(place.clone()))?;
    let blobs: Vec<Blob> = blobs.into_iter().filter(|blob| wanted(&blob.path)).collect();
    let contents = contents(folder, &blobs).map_err(|fault| fault.at(place))?;
    let files = blobs.into_iter().zip(contents).map(|(blob, bytes)| RevisionFile {
        label: format!("git:{revision}:{}", blob.path),
        path: blob.path,
        bytes,
    });
    Ok(files.collect())
}

struct Blob {
    id: String,
    path: String,
}

fn resolve(folder: &Path, revision: &str) -> Result<String, Diagnostic> {
    if revision.is_empty() || revision.contains('\0') {
        return Err(fault("no revision is named"));
    }
    let commit = format!("{revision}^{{commit}}");
    let output = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let is_id = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if output.status.success() && is_id {
        return Ok(id);
    }
    if !git(folder, &["rev-parse", "--git-dir"])?.status.success() {
        return Err(fault("this is not a git repository")
            .help("give a file or a folder as the old side, or run this in a clone"));
    }
    if !git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}"])?
        .status
        .success()
    {
        return Err(fault("this repository has no commit yet")
            .help("commit first; there is nothing to compare with"));
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let message = if said.is_empty() {
        format!("`{revision}` is not a commit of this repository")
    } else {
        format!("git does not know `{revision}`")
    };
    Err(fault(message)
        .found(said)
        .help("a branch, a tag, a commit or HEAD~1; fetch it first if it is not here"))
}

fn list(folder: &Path, commit: &str, path: &str) -> Result<Vec<Blob>, Diagnostic> {
    if path.contains('\0') {
        return Err(fault("a path holds no NUL"));
    }
    let output = git(folder, &["--literal-pathspecs", "ls-tree", "-r", "-z", "--", commit, path])?;
    if !output.status.success() {
        return Err(fault("git cannot list the files")
            .found(String::from_utf8_lossy(&output.stderr).trim()));
    }
    let mut blobs = Vec::new();
    // Each entry is `<mode> <type> <id>\t<path>` and ends in NUL.
    for entry in output.stdout.split(|byte| *byte == 0) {
        let entry = String::from_utf8_lossy(entry);
        let Some((facts, path)) = entry.split_once('\t') else { continue };
        let mut facts = facts.split(' ').skip(1);
        if let (Some("blob"), Some(id)) = (facts.next(), facts.next()) {
            blobs.push(Blob { id: id.to_owned(), path: path.to_owned() });
        }
    }
    blobs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(blobs)
}

/// The bytes of the blobs, in order, from one process.
fn contents(folder: &Path, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let broken = |error: std::io::Error| fault(format!("git stopped answering: {error}"));
    let mut child = command(folder, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(fault("git has no pipes"));
    };
    let ids = blobs.iter().fold(String::new(), |ids, blob| ids + &blob.id + "\n");
    let contents = std::thread::scope(|scope| {
        // Asking and reading at once: either pipe may fill up.
        let asking = scope.spawn(move || input.write_all(ids.as_bytes()));
        let mut output = BufReader::new(output);
        let contents: Result<Vec<_>, _> =
            blobs.iter().map(|blob| read_blob(&mut output, blob)).collect();
        drop(output);
        let asked = asking.join().unwrap_or(Ok(()));
        contents.and_then(|contents| asked.map(|()| contents).map_err(broken))
    });
    let _ = child.kill();
    child.wait().map_err(broken)?;
    contents
}

/// One answer: `<id> blob <size>`, a newline, the bytes, a newline.
fn read_blob(output: &mut impl std::io::BufRead, blob: &Blob) -> Result<Vec<u8>, Diagnostic> {
    let broken = |error: std::io::Error| fault(format!("git stopped answering: {error}"));
    let mut head = Vec::new();
    output.take(256).read_until(b'\n', &mut head).map_err(broken)?;
    let head = String::from_utf8_lossy(&head).trim().to_owned();
    let size = head.strip_prefix(&blob.id).and_then(|rest| rest.strip_prefix(" blob "));
    let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
        return Err(fault(format!("git cannot read `{}`", blob.path)).found(head));
    };
    if size > BLOB_LIMIT {
        let message = format!("`{}` has {size} bytes, more than a spec may have", blob.path);
        return Err(Diagnostic::new(Code::FileTooLarge, message));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    output.take(size).read_to_end(&mut bytes).map_err(broken)?;
    output.take(1).read_to_end(&mut Vec::new()).map_err(broken)?;
    Ok(bytes)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Diagnostic> {
    command(folder, arguments).stdin(Stdio::null()).output().map_err(|error| missing(&error))
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager").args(arguments).current_dir(folder);
    // Only reads: no lock is taken, no question asked, no object replaced or fetched.
    command
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1");
    command
}

fn fault(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::RevisionUnreadable, message)
}

fn missing(error: &std::io::Error) -> Diagnostic {
    fault(format!("cannot run git: {error}")).help("install git, or give a folder instead")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository with one commit.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("spec/a/1.json", "one"), ("spec/b.json", ""), ("-x/c.json", "three")]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"];
        for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "One"]] {
            let arguments: Vec<&str> = identity.iter().chain(arguments).copied().collect();
            assert!(git(folder.path(), &arguments).unwrap().status.success());
        }
        folder
    }

    fn read(folder: &Path, revision: &str, path: &str) -> Result<Vec<String>, Diagnostic> {
        let files = read_revision(folder, revision, path, |path| path.contains(".json"))?;
        let text =
            |file: RevisionFile| format!("{} {}", file.path, String::from_utf8_lossy(&file.bytes));
        Ok(files.into_iter().map(text).collect())
    }

    #[test]
    fn a_folder_or_a_file_of_a_commit_is_read() {
        let folder = repository();
        assert_eq!(
            read(folder.path(), "HEAD", "spec").unwrap(),
            ["spec/a/1.json one", "spec/b.json "]
        );
        assert_eq!(read(folder.path(), "HEAD", "spec/a/1.json").unwrap(), ["spec/a/1.json one"]);
        assert_eq!(read(folder.path(), "HEAD", "-x").unwrap(), ["-x/c.json three"]);
        assert!(read(folder.path(), "HEAD", "nowhere").unwrap().is_empty());
    }

    #[test]
    fn a_revision_is_never_an_option() {
        let folder = repository();
        for revision in ["--help", "-h", "--output=x", "", "HEAD --all", "no-such", "HEAD:spec"] {
            let error = read(folder.path(), revision, "spec").unwrap_err();
            assert_eq!(error.code, Code::RevisionUnreadable, "{revision}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_folder_outside_any_repository_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let error = read(folder.path(), "HEAD", ".").unwrap_err();
        assert_eq!(error.message, "this is not a git repository");
    }
}
