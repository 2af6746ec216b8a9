//! The audio callback runs on the system's own thread, which must never wait: no allocation, no lock, no line in a log.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]
#![allow(unsafe_code, reason = "an allocator that counts cannot be written without")]

use std::alloc::GlobalAlloc;
use std::alloc::Layout;
use std::alloc::System;
use std::cell::Cell;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use pushback::io::capture::tap;
use pushback::io::capture::tap::Sample;

/// Counts what the current thread asks of the allocator.
struct Counting;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that ends has no counter any more.
    CALLS.try_with(|calls| calls.set(calls.get() + 1)).ok();
}

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count();
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Calls of the allocator while `work` runs.
fn allocations(work: impl FnOnce()) -> u64 {
    let before = CALLS.get();
    work();
    CALLS.get() - before
}

fn half<S: Sample>(low: S, high: S, channels: u16) {
    let (mut tap, mut tapped) = tap::tap(48_000, channels);
    let block: Vec<S> =
        (0..480 * usize::from(channels)).map(|i| if i % 2 == 0 { low } else { high }).collect();
    let mut out = Vec::with_capacity(200_000);
    let used = allocations(|| {
        // Longer than the ring, so that samples are lost too, and read in between.
        for round in 0..500 {
            tap.take(&block);
            if round == 300 {
                tapped.read(&mut out);
            }
        }
    });
    assert_eq!(used, 0, "{} with {channels} channels", std::any::type_name::<S>());
    assert_eq!(tapped.came(), 500 * 480);
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1, 2, 3]))) >= 2);
}

#[test]
fn no_format_and_no_number_of_channels_allocates() {
    for channels in [1, 2, 6] {
        half(-1_i16, 1_i16, channels);
        half(-1_i32, 1_i32, channels);
        half(1_u8, 200_u8, channels);
        half(1_u16, 40_000_u16, channels);
        half(-0.5_f32, f32::NAN, channels);
        half(-0.5_f64, 0.5_f64, channels);
    }
}

#[test]
fn an_error_that_repeats_itself_for_ever_allocates_nothing_either() {
    let (tap, tapped) = tap::tap(48_000, 1);
    let alarm = tap.alarm();
    let mut told = 0;
    let used = allocations(|| told = (0..100_000).filter(|_| alarm.raise()).count());
    assert_eq!((used, told, tapped.failed()), (0, 1, true));
}

#[test]
fn with_the_reader_stopped_every_lost_sample_is_counted() {
    let (mut tap, mut tapped) = tap::tap(48_000, 2);
    let block: Vec<i16> = (0..882_i16).collect();
    let mut out = Vec::new();
    let mut came = 0;
    for round in 0..1_000_u64 {
        tap.take(&block);
        came += 441;
        // A reader that wakes now and then, and for long stretches not at all.
        if round % 250 == 249 {
            tapped.read(&mut out);
            assert_eq!(out.len() as u64 + tapped.lost(), came, "in round {round}");
        }
    }
    assert_eq!(tapped.came(), came);
    // Four times 250 blocks into a ring of two seconds.
    assert_eq!(tapped.lost(), 4 * (250 * 441 - 96_000));
}

#[test]
fn a_reader_on_another_thread_gets_every_sample_in_order() {
    let (mut tap, mut tapped) = tap::tap(48_000, 1);
    let total = 480_000_usize;
    let reader = std::thread::Builder::new().name("reader".into());
    let reader = reader.spawn(move || {
        let (mut out, until) = (Vec::new(), Instant::now() + Duration::from_mins(1));
        while out.len() as u64 + tapped.lost() < total as u64 && Instant::now() < until {
            tapped.read(&mut out);
        }
        (out, tapped.lost())
    });
    let reader = reader.unwrap();
    let sound: Vec<f32> = (0..total).map(|i| i as f32 / total as f32).collect();
    for block in sound.chunks(480) {
        tap.take(block);
        std::thread::sleep(Duration::from_micros(50));
    }
    let (out, lost) = reader.join().unwrap();
    assert_eq!(out.len() as u64 + lost, total as u64);
    assert!(out.windows(2).all(|pair| pair[0] < pair[1]), "samples out of order");
}

/// An allocator does not see a lock. A reader does: the file is short, and this finds the word.
#[test]
fn the_callback_half_names_no_lock_no_log_and_nothing_that_waits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(root.join("src/io/capture/tap.rs")).unwrap();
    let code: String = source
        .split("#[cfg(test)]")
        .next()
        .unwrap()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    for word in [
        "Mutex",
        "RwLock",
        "Condvar",
        "Once",
        "lock(",
        "mpsc",
        "send(",
        "print",
        "log::",
        "tracing",
        "format!",
        "to_string",
        "Instant",
        "SystemTime",
        "sleep",
        "park",
        "panic!",
        "unwrap",
        "expect",
        "File",
    ] {
        assert!(!code.contains(word), "the callback half says {word}");
    }
}
