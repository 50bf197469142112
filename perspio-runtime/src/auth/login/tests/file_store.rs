use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::auth::{FileStore, RefreshTokenStore};
use crate::secret::Secret;

/// A folder that is removed at the end.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("perspio-login-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(super) fn store(&self) -> FileStore {
        FileStore::new(self.0.join("token"))
    }

    /// The names in it.
    fn names(&self) -> Vec<String> {
        fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn loaded(store: &FileStore) -> Result<Option<String>, String> {
    let loaded = store.load().await.map_err(|error| error.to_string())?;
    Ok(loaded.map(|token| token.expose().to_owned()))
}

async fn save(store: &FileStore, token: &str) -> Result<(), String> {
    store.save(&Secret::from(token)).await.map_err(|error| format!("{error} {error:?}"))
}

#[tokio::test]
async fn what_is_saved_is_loaded_and_nothing_is_left_beside_it() {
    let folder = Folder::new();
    let store = folder.store();
    assert_eq!(loaded(&store).await, Ok(None));
    for token in ["r1", "a much longer one", "r3"] {
        save(&store, token).await.unwrap();
        assert_eq!(loaded(&folder.store()).await, Ok(Some(token.to_owned())));
        assert_eq!(folder.names(), ["token"]);
    }
    fs::write(store.path(), "by hand\r\n").unwrap();
    assert_eq!(loaded(&store).await, Ok(Some("by hand".to_owned())));
    fs::write(store.path(), "\n").unwrap();
    assert_eq!(loaded(&store).await, Ok(None));
}

#[tokio::test]
async fn what_is_no_token_file_is_refused() {
    let folder = Folder::new();
    let store = folder.store();
    save(&store, "r1").await.unwrap();
    fs::write(store.path(), vec![b'x'; 65 * 1024]).unwrap();
    assert!(loaded(&store).await.unwrap_err().contains("too long"));
    fs::write(store.path(), [0xff, 0xfe]).unwrap();
    assert!(loaded(&store).await.unwrap_err().contains("cannot read the refresh token in "));
    let error = loaded(&FileStore::new(&folder.0)).await.unwrap_err();
    assert!(error.contains("no file"), "{error}");
}

#[tokio::test]
async fn folders_are_not_made_and_what_failed_leaves_nothing() {
    let folder = Folder::new();
    let error = save(&FileStore::new(folder.0.join("none/token")), "hunter2").await.unwrap_err();
    assert!(error.contains("cannot write the refresh token in ") && !error.contains("hunter2"), "{error}");
    // A folder is in its place.
    fs::create_dir(folder.store().path()).unwrap();
    fs::write(folder.store().path().join("full"), "").unwrap();
    assert!(save(&folder.store(), "hunter2").await.is_err());
    assert_eq!(folder.names(), ["token"]);
    for path in ["", "/", ".."] {
        assert!(save(&FileStore::new(path), "hunter2").await.unwrap_err().contains("no path of a file"), "{path}");
    }
}

#[tokio::test]
async fn what_a_killed_program_left_is_removed_and_nothing_else() {
    let folder = Folder::new();
    let leave = |name: &str, minutes: u64| {
        let file = fs::File::create(folder.0.join(name)).unwrap();
        let made = file.metadata().unwrap().modified().unwrap();
        file.set_modified(made - std::time::Duration::from_secs(minutes * 60)).unwrap();
    };
    for killed in ["token.1.0.new", "token.4242.17.new"] {
        leave(killed, 11);
    }
    // Somebody may still write the first; the others are not ours.
    let stay = ["token.7.0.new", "token.new", "token.1.new", "token.1.x.new", "token.1.0.new.bak", "other.1.0.new"];
    for (name, minutes) in stay.into_iter().zip([9, 11, 11, 11, 11, 11]) {
        leave(name, minutes);
    }
    save(&folder.store(), "r1").await.unwrap();
    let (mut names, mut expected) = (folder.names(), [&stay[..], &["token"]].concat());
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_finds_the_old_token_or_the_new_one() {
    let folder = Folder::new();
    let store = folder.store();
    let whole = |number: usize| number.to_string().repeat(20_000);
    save(&store, &whole(0)).await.unwrap();
    let writer = tokio::spawn({
        let store = store.clone();
        async move {
            for number in 1..50 {
                save(&store, &whole(number % 10)).await.unwrap();
            }
        }
    });
    while !writer.is_finished() {
        let token = loaded(&store).await.unwrap().unwrap();
        assert_eq!(token.len(), 20_000);
        assert!(token.bytes().all(|byte| Some(byte) == token.bytes().next()));
    }
    writer.await.unwrap();
}

#[tokio::test]
async fn the_last_to_be_asked_for_stays_and_one_that_nobody_waits_for_is_written() {
    let folder = Folder::new();
    let store = folder.store();
    let secrets: Vec<_> = (0..20).map(|number| Secret::from(format!("r{number}"))).collect();
    let saves: Vec<_> = secrets.iter().map(|token| store.save(token)).collect();
    let (last, dropped) = {
        let mut saves = saves.into_iter().rev();
        (saves.next().unwrap(), saves)
    };
    drop(dropped);
    last.await.unwrap();
    for _ in 0..20 {
        assert_eq!(loaded(&store).await, Ok(Some("r19".to_owned())));
        tokio::task::yield_now().await;
    }
}

#[test]
fn without_a_runtime_it_is_an_error() {
    use std::task::{Context, Poll, Waker};
    let store = FileStore::new("token");
    let mut load = store.load();
    let poll = load.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(poll, Poll::Ready(Err(error)) if error.to_string().contains("tokio runtime")));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn chmod(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[tokio::test]
    async fn a_file_that_others_may_touch_is_not_read_and_is_replaced_by_one_that_they_may_not() {
        let folder = Folder::new();
        let store = folder.store();
        save(&store, "hunter2").await.unwrap();
        for mode in [0o644, 0o640, 0o604, 0o620, 0o602] {
            chmod(store.path(), mode);
            let error = loaded(&store).await.unwrap_err();
            assert!(error.contains(&format!("{mode:o}, and must be 600")) && !error.contains("hunter2"), "{error}");
        }
        let inode = fs::metadata(store.path()).unwrap().ino();
        save(&store, "r2").await.unwrap();
        let found = fs::metadata(store.path()).unwrap();
        // Another file, which was never the readable one.
        assert_ne!(found.ino(), inode);
        assert_eq!(found.permissions().mode() & 0o777, 0o600);
        for mode in [0o600, 0o400] {
            chmod(store.path(), mode);
            assert_eq!(loaded(&store).await, Ok(Some("r2".to_owned())));
        }
    }

    #[test]
    fn the_new_file_is_private_from_the_start_and_goes_by_a_name_that_was_free() {
        let folder = Folder::new();
        let path = folder.0.join("token");
        let (_, first) = super::super::super::file_store::create_beside(&path).unwrap();
        let (_, second) = super::super::super::file_store::create_beside(&path).unwrap();
        assert_ne!(first, second);
        for beside in [first, second] {
            let found = fs::metadata(&beside).unwrap();
            assert_eq!((found.permissions().mode() & 0o777, found.len()), (0o600, 0));
            assert_eq!(beside.parent(), path.parent());
        }
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_link_is_not_read_but_replaced_and_what_it_led_to_stays() {
        let folder = Folder::new();
        let elsewhere = folder.0.join("elsewhere");
        fs::write(&elsewhere, "precious").unwrap();
        chmod(&elsewhere, 0o600);
        symlink(&elsewhere, folder.store().path()).unwrap();
        let error = loaded(&folder.store()).await.unwrap_err();
        assert!(error.contains("symbolic link") && !error.contains("precious"), "{error}");
        save(&folder.store(), "r1").await.unwrap();
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "precious");
        assert_eq!(loaded(&folder.store()).await, Ok(Some("r1".to_owned())));
    }
}
