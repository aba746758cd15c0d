//! A large site from cold: files to finished pages in memory, beside Hugo with an equal template.
//!
//! `cargo bench --bench build` writes 100, 1,000 and 10,000 pages for both, has each program make all of them several times, in turn,
//! and prints medians, peak memory and how time grows. Waymark reads, checks and renders; Hugo reads and renders (`--renderToMemory`).
//! Hugo's template is a page of Waymark with the parts that differ between pages taken out, so both write the same page. Needs `hugo`
//! (the Debian package).

#![allow(clippy::expect_used, clippy::cast_precision_loss, reason = "a bench that cannot go on says why")]

mod pages;
mod run;

/// The program's own.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

use std::path::Path;

use run::{Cost, cost_of};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", folder] => {
            let made = pages::made_by_waymark(folder.as_ref());
            println!("{} pages", made.documents.len());
            // As Hugo ends: a program that is over does not give its memory back piece by piece, and one that serves keeps it.
            std::process::exit(0);
        }
        ["--test"] => {}
        [] => compare(5),
        [rounds] => compare(rounds.parse().expect("rounds")),
        other => panic!("{other:?}: nothing, or ROUNDS, or make FOLDER"),
    }
}

fn compare(rounds: usize) {
    let folder = std::env::temp_dir().join(format!("waymark-build-{}", std::process::id()));
    println!("{rounds} rounds, in turn; medians. CPU is user and system time of all threads.\n");
    println!("| pages | Waymark s | CPU s | MiB | Hugo s | CPU s | MiB | time | CPU | memory |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mut own_cpu = Vec::new();
    for size in SIZES {
        let site = folder.join(size.to_string());
        pages::write(&site, size);
        let own = std::env::current_exe().expect("a path").to_string_lossy().into_owned();
        let (mut waymarks, mut hugos) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            waymarks.push(cost_of(&own, &["make", &text(&site.join("waymark"))]));
            hugos.push(cost_of("hugo", &["--source", &text(&site.join("hugo")), "--renderToMemory", "--quiet"]));
        }
        let (waymark, hugo) = (Cost::median(&waymarks), Cost::median(&hugos));
        let (time, cpu) = (waymark.seconds / hugo.seconds, waymark.cpu / hugo.cpu);
        println!(
            "| {size} | {:.2} | {:.2} | {:.0} | {:.2} | {:.2} | {:.0} | {time:.2} | {cpu:.2} | {:.2} |",
            waymark.seconds,
            waymark.cpu,
            waymark.mebibytes,
            hugo.seconds,
            hugo.cpu,
            hugo.mebibytes,
            waymark.mebibytes / hugo.mebibytes
        );
        own_cpu.push((size as f64, waymark.cpu));
    }
    let (first, last) = (own_cpu[0], own_cpu[own_cpu.len() - 1]);
    let exponent = (last.1 / first.1).log(last.0 / first.0);
    let middle = own_cpu[own_cpu.len() - 2];
    let late = (last.1 / middle.1).log(last.0 / middle.0);
    println!("\nWaymark's time grows with pages to the power {exponent:.2} (the last tenfold step alone: {late:.2}).");
    let _ = std::fs::remove_dir_all(&folder);
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
