//! Speech models: the manifest, the download, verification and import.
