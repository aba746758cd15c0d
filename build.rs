//! Rebuilds the program when an authored file is changed, added or removed: they are built in.
fn main() {
    for folder in ["content", "templates", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
