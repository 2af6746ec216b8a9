//! The ear, with a detector that goes by what it is told.

use super::*;

/// `#` is speech (its tilt goes up and down), `=` a held tone, `.` silence; each is one frame.
struct Told;

impl VoiceActivity for Told {
    fn hear(&mut self, frame: &[f32]) -> Frame {
        Frame { voiced: frame[0] > 0.1, level_db: -20.0, tilt_db: frame[1] }
    }

    fn reset(&mut self) {}
}

#[derive(Default)]
struct Tape(Vec<usize>);

impl Keep for Tape {
    fn keep(&mut self, samples: &[f32]) {
        self.0.push(samples[2] as usize);
    }
}

struct Scene {
    ear: Ear,
    tape: Tape,
    frames: u64,
}

impl Scene {
    fn begin() -> Self {
        Self { ear: Ear::new(Box::new(Told), 28 * 16_000), tape: Tape::default(), frames: 0 }
    }

    /// Hears the frames, each `times` times, and gives what is told.
    fn hear(&mut self, kind: char, times: usize) -> Vec<EarReport> {
        for _ in 0..times {
            let mut samples = vec![0.0; FRAME_SAMPLES];
            samples[0] = if kind == '.' { 0.0 } else { 1.0 };
            samples[1] = if kind == '#' && self.frames.is_multiple_of(2) { -20.0 } else { 0.0 };
            samples[2] = self.frames as f32;
            self.ear.hear(samples, self.frames * FRAME_MS, &mut self.tape);
            self.frames += 1;
        }
        self.ear.told()
    }

    fn open(&mut self, number: u32, not_before_ms: u64) -> Vec<EarReport> {
        self.ear.open(number, not_before_ms, &mut self.tape);
        self.ear.told()
    }

    fn shut(&mut self, number: u32) -> Vec<EarReport> {
        self.ear.shut(number);
        self.ear.told()
    }
}

/// The first and the number of the frames of a sound, as they lie on the tape.
fn frames(tape: &Tape, sound: &Sound) -> (usize, usize) {
    (tape.0[sound.first], sound.voiced.len())
}

#[test]
fn speech_is_told_when_it_begins_pauses_goes_on_and_is_complete() {
    let mut scene = Scene::begin();
    scene.hear('.', 10);
    assert!(scene.open(1, 0).is_empty());
    assert_eq!(scene.hear('#', 30), [EarReport::Began { opening: 1 }]);
    let paused = scene.hear('.', 12);
    let [EarReport::Paused { opening: 1, segment: 0, silent_since_ms, sound }] = paused.as_slice() else {
        panic!("{paused:?}");
    };
    assert_eq!((*silent_since_ms, frames(&scene.tape, sound)), (40 * FRAME_MS, (0, 50)));
    assert!(scene.hear('#', 2).is_empty(), "a click is no speech");
    assert_eq!(scene.hear('#', 20), [EarReport::Began { opening: 1 }]);
    let ended = scene.hear('.', 40);
    let [EarReport::Paused { .. }, EarReport::Closed { segment: 0, goes_on: false, sound, .. }] =
        ended.as_slice()
    else {
        panic!("{ended:?}");
    };
    assert_eq!(frames(&scene.tape, sound), (0, 10 + 30 + 12 + 22 + 32));
    assert!(!sound.voiced[9] && sound.voiced[10] && sound.voiced[73] && !sound.voiced[74]);
}

#[test]
fn nothing_from_before_the_cue_is_heard_or_kept() {
    let mut scene = Scene::begin();
    scene.hear('#', 20);
    scene.hear('.', 10);
    scene.open(1, 25 * FRAME_MS);
    assert_eq!(scene.tape.0.first(), Some(&25));
    scene.hear('#', 30);
    let shut = scene.hear('.', 40);
    let Some(EarReport::Closed { sound, .. }) = shut.last() else { panic!("{shut:?}") };
    assert_eq!(frames(&scene.tape, sound).0, 25);
}

#[test]
fn shutting_waits_for_the_word_and_for_no_longer_than_half_a_second() {
    let mut scene = Scene::begin();
    scene.open(1, 0);
    scene.hear('#', 30);
    assert!(scene.shut(1).is_empty());
    assert!(scene.hear('#', 5).is_empty());
    let shut = scene.hear('.', 11);
    assert!(matches!(&shut[..], [.., EarReport::Closed { .. }, EarReport::Shut { opening: 1 }]), "{shut:?}");

    scene.open(2, 0);
    scene.hear('#', 30);
    scene.shut(2);
    let shut = scene.hear('#', 40);
    assert!(matches!(&shut[..], [EarReport::Closed { .. }, EarReport::Shut { opening: 2 }]), "{shut:?}");
    assert_eq!(scene.shut(9), [EarReport::Shut { opening: 9 }]);
}

#[test]
fn what_is_being_said_while_the_ear_is_opened_again_stays_whole() {
    let mut scene = Scene::begin();
    scene.open(1, 0);
    scene.hear('#', 30);
    scene.shut(1);
    assert_eq!(scene.open(2, 0), [EarReport::Shut { opening: 1 }]);
    scene.hear('#', 30);
    let ended = scene.hear('.', 40);
    let Some(EarReport::Closed { opening: 2, sound, .. }) = ended.last() else { panic!("{ended:?}") };
    assert_eq!(frames(&scene.tape, sound), (0, 92));
}

#[test]
fn the_tail_on_disk_is_the_beginning_of_what_follows_at_once() {
    let mut scene = Scene::begin();
    scene.open(1, 0);
    scene.hear('#', 30);
    scene.hear('.', 12);
    scene.shut(1);
    scene.hear('.', 10);
    scene.hear('#', 5);
    scene.open(2, 0);
    scene.hear('#', 20);
    let ended = scene.hear('.', 40);
    let Some(EarReport::Closed { opening: 2, sound, .. }) = ended.last() else { panic!("{ended:?}") };
    assert_eq!(frames(&scene.tape, sound), (42, 10 + 25 + 32));
    let whole: Vec<usize> = (0..scene.frames as usize).collect();
    assert_eq!(scene.tape.0, whole);
}

#[test]
fn a_held_tone_is_a_noise_and_takes_its_number_with_it() {
    let mut scene = Scene::begin();
    scene.open(1, 0);
    scene.hear('=', 30);
    assert_eq!(scene.hear('.', 40).last(), Some(&EarReport::Noise { opening: 1 }));
    scene.hear('#', 30);
    assert!(matches!(scene.hear('.', 40).last(), Some(EarReport::Closed { segment: 1, .. })));
}

#[test]
fn a_device_that_is_lost_leaves_what_it_heard() {
    let mut scene = Scene::begin();
    scene.open(1, 0);
    scene.hear('#', 30);
    scene.ear.lose();
    let told = scene.ear.told();
    assert!(matches!(&told[..], [EarReport::Closed { .. }, EarReport::DeviceLost]), "{told:?}");
    assert_eq!(scene.shut(1), [EarReport::Shut { opening: 1 }]);
}

#[test]
fn only_who_speaks_for_long_over_the_voice_is_told_of() {
    let mut scene = Scene::begin();
    scene.ear.watch();
    assert!(scene.hear('#', 20).is_empty());
    scene.hear('.', 1);
    assert_eq!(scene.hear('#', 60), [EarReport::SpokenOver]);
}
