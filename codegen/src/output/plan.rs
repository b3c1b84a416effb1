//! What is to be done in one folder, before anything is done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest};
use super::on_disk::{FileState, hash_of, look};
use super::work::Work;
use super::{Changes, Ours, Target, below, links, relative};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// What is to be done in one folder.
pub(super) struct Plan<'a> {
    target: Target<'a>,
    pub(super) changes: Changes,
    /// Files that an earlier run wrote and that are not there, nor needed, any more.
    gone: Vec<PathBuf>,
    /// The manifest as it is and as it is to be.
    manifest: Option<(Option<Manifest>, Manifest)>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(target: &Target<'a>) -> Result<Self, Diagnostics> {
        Self::with(*target, None)
    }

    /// The same for the folder as it is by now.
    pub(super) fn again(self) -> Result<Self, Diagnostics> {
        Self::with(self.target, self.manifest.map(|(_, wanted)| wanted))
    }

    /// Whether tcgen has not written a crate here yet.
    pub(super) fn is_new(target: &Target<'_>) -> bool {
        matches!(target.ours, Ours::Manifest(_)) && !target.folder.join(MANIFEST).exists()
    }

    fn with(target: Target<'a>, wanted: Option<Manifest>) -> Result<Self, Diagnostics> {
        let mut plan =
            Self { target, changes: Changes::default(), gone: Vec::new(), manifest: None };
        match target.ours {
            Ours::Manifest(source) => plan.owned(source, wanted)?,
            Ours::Paths(stale) => plan.listed(stale)?,
        }
        Ok(plan)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// A folder with a manifest: files that it does not list are not touched.
    fn owned(&mut self, source: &Path, wanted: Option<Manifest>) -> Result<(), Diagnostics> {
        let (folder, files) = (self.target.folder, self.target.files);
        let from = relative(source, folder).replace(char::is_control, "?");
        let present = Manifest::read(folder, &from)?;
        let wanted = wanted.unwrap_or_else(|| Manifest::new(from, files));
        let mut foreign = Vec::new();
        let listed = present.iter().flat_map(Manifest::paths);
        links(folder, files.iter().map(|(path, _)| path).chain(listed), &mut foreign);
        if foreign.is_empty() {
            for (path, text) in files.iter() {
                let place = folder.join(path);
                match look(&place, text)? {
                    FileState::Missing => self.changes.added.push(place),
                    FileState::Same => self.changes.unchanged += 1,
                    FileState::Other(hash) => match &present {
                        Some(manifest) if manifest.lists(path) => {
                            if !manifest.wrote(path, hash.as_deref()) {
                                self.changes.edited.push(place.clone());
                            }
                            self.changes.changed.push(place);
                        }
                        _ => foreign.push(place),
                    },
                }
            }
        }
        if !foreign.is_empty() {
            return Err(foreign.iter().map(|path| not_ours(path)).collect());
        }
        if let Some(manifest) = &present {
            self.stale(manifest)?;
        }
        let place = folder.join(MANIFEST);
        match look(&place, &wanted.text())? {
            FileState::Missing => self.changes.added.push(place),
            FileState::Same => self.changes.unchanged += 1,
            FileState::Other(_) => self.changes.changed.push(place),
        }
        self.manifest = Some((present, wanted));
        Ok(())
    }

    /// Files of an earlier run that nothing writes any more.
    fn stale(&mut self, manifest: &Manifest) -> Result<(), Diagnostics> {
        for path in manifest.paths().filter(|path| self.target.files.get(path).is_none()) {
            let place = self.target.folder.join(path);
            match hash_of(&place)? {
                None => self.gone.push(place),
                Some(hash) if manifest.wrote(path, hash.as_deref()) => {
                    self.changes.removed.push(place);
                }
                Some(_) => self.changes.kept.push(place),
            }
        }
        Ok(())
    }

    /// A folder in which every file may be replaced.
    fn listed(&mut self, stale: &BTreeSet<String>) -> Result<(), Diagnostics> {
        let (folder, files) = (self.target.folder, self.target.files);
        for (path, text) in files.iter() {
            let place = folder.join(path);
            match look(&place, text)? {
                FileState::Missing => self.changes.added.push(place),
                FileState::Same => self.changes.unchanged += 1,
                FileState::Other(_) => self.changes.changed.push(place),
            }
        }
        for path in stale.iter().filter(|path| files.get(path).is_none()) {
            let place = folder.join(path);
            if hash_of(&place)?.is_some() {
                self.changes.removed.push(place);
            }
        }
        Ok(())
    }

    /// Writes every new text beside its place. The manifest of both states goes into place first,
    /// the final one last.
    pub(super) fn stage(&self, work: &mut Work) -> Result<(), Diagnostics> {
        if self.is_empty() {
            return Ok(());
        }
        let folder = self.target.folder;
        // In a crate the manifest of both states says whose the files are.
        work.has_journal = self.manifest.is_none();
        if let Some((present, wanted)) = &self.manifest {
            let both = present.as_ref().map_or_else(|| wanted.clone(), |old| old.union(wanted));
            work.stage(folder.join(MANIFEST), &both.text(), present.is_some())?;
        }
        for (paths, is_there) in [(&self.changes.added, false), (&self.changes.changed, true)] {
            for path in paths {
                if let Some(text) = self.target.files.get(&below(folder, path)) {
                    work.stage(path.clone(), text, is_there)?;
                }
            }
        }
        for path in &self.changes.removed {
            work.stage_removal(path.clone());
        }
        for path in &self.gone {
            work.is_gone(path.clone());
        }
        if let Some((present, wanted)) = &self.manifest {
            work.stage(folder.join(MANIFEST), &wanted.text(), present.is_some())?;
        }
        Ok(())
    }
}

fn not_ours(path: &Path) -> Diagnostic {
    let help = "give the crate a folder of its own, or move the file away; \
                what an older tcgen wrote can be removed as a whole folder";
    Diagnostic::new(Code::ForeignFile, "this file is in the way, and tcgen did not write it")
        .at(Location::file(path.display().to_string()))
        .help(help)
}
