//! The real cpal in a room with a virtual microphone: what is spoken is heard, and a cable that is pulled costs no word.

#![cfg(all(target_os = "linux", feature = "mic"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod sandbox;

use std::time::Duration;
use std::time::Instant;

use pushback::io::capture::error::CaptureError;
use pushback::runtime::microphone::Microphone;
use pushback::runtime::microphone::Notice;
use pushback::runtime::sound;

/// Reads like the program does, and notes when what happened.
struct Take {
    mic: Microphone,
    sound: Vec<f32>,
    notices: Vec<(Instant, Notice)>,
    levels: usize,
}

impl Take {
    fn begin() -> Self {
        let mic = Microphone::system(None).unwrap();
        let mut take = Self { mic, sound: Vec::new(), notices: Vec::new(), levels: 0 };
        take.until("the microphone is open", |notice| matches!(notice, Notice::Opened(_)));
        take
    }

    fn read(&mut self) {
        for notice in self.mic.read(&mut self.sound) {
            match notice {
                Notice::Level(_) => self.levels += 1,
                notice => self.notices.push((Instant::now(), notice)),
            }
        }
    }

    fn listen(&mut self, seconds: f32) {
        let until = Instant::now() + Duration::from_secs_f32(seconds);
        while Instant::now() < until {
            self.read();
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Listens until it happens; gives when that was.
    #[track_caller]
    fn until(&mut self, what: &str, right: impl Fn(&Notice) -> bool) -> Instant {
        let known = self.notices.len();
        sandbox::wait(what, || {
            self.read();
            self.notices[known..].iter().any(|(_, notice)| right(notice))
        });
        self.notices[known..].iter().find(|(_, notice)| right(notice)).unwrap().0
    }
}

fn measured(what: &str, time: Duration) {
    eprintln!("measured: {what}: {} ms", time.as_millis());
}

#[test]
fn a_tone_that_is_played_is_heard() {
    sandbox::inside("a_tone_that_is_played_is_heard", || {
        let began = Instant::now();
        let mut take = Take::begin();
        measured("opening the microphone", began.elapsed());
        assert_eq!(take.mic.device().unwrap().name, "Virtual microphone");
        let from = take.sound.len();
        let began = Instant::now();
        let played = sandbox::play(&sandbox::tone(440.0, 2.0));
        take.listen(3.0);
        played.finish();
        let took = began.elapsed();
        let sound = &take.sound[from..];
        let (first, last) = sandbox::sounding(sound).expect("something is heard");
        assert!((last - first - 2.0).abs() < 0.1, "2 s were played, {} heard", last - first);
        let inner = &sound[(first * 16_000.0) as usize + 800..(last * 16_000.0) as usize - 800];
        assert!(sandbox::purity(inner, 440.0) > 0.98, "{}", sandbox::purity(inner, 440.0));
        let peak = inner.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
        assert!((peak - 0.5).abs() < 0.03, "{peak}");
        let per_second = take.levels as f32 / took.as_secs_f32();
        assert!(per_second > 18.0, "{per_second} levels a second");
        assert_eq!(take.notices.len(), 1, "nothing happened but the opening: {:?}", take.notices);
    });
}

#[test]
fn only_the_microphone_is_listed_by_its_name() {
    sandbox::inside("only_the_microphone_is_listed_by_its_name", || {
        let devices = sound::microphones().unwrap();
        let names: Vec<_> = devices.iter().map(|d| (d.name.as_str(), d.default)).collect();
        assert_eq!(names, [("Virtual microphone", true)]);
    });
}

#[test]
fn a_microphone_that_is_pulled_out_and_put_back_costs_no_word_before_and_none_after() {
    sandbox::inside(
        "a_microphone_that_is_pulled_out_and_put_back_costs_no_word_before_and_none_after",
        || {
            let mut take = Take::begin();
            take.listen(0.3);
            let from = take.sound.len();
            let _played = sandbox::play(&sandbox::tone(440.0, 20.0));
            take.listen(2.0);
            // The very moment lies somewhere in what the switch takes.
            let pulled = Instant::now();
            sandbox::switch(["mic", "off"]);
            let out = Instant::now();
            let told = take.until("the loss is told", |n| matches!(n, Notice::Gone { .. }));
            measured("from pulling the microphone to the notice, at most", told - pulled);
            assert!(told - out < Duration::from_secs(1), "{:?}", told - out);
            let (first, _) = sandbox::sounding(&take.sound[from..]).expect("something is heard");
            let heard = &take.sound[from + (first * 16_000.0) as usize + 800..];
            // Until it was pulled, the tone is all there: one missing piece would break its phase.
            let whole = heard.len() as f32 / 16_000.0 - (told - pulled).as_secs_f32() - 0.1;
            assert!(whole > 1.0, "{whole} s before the microphone was pulled");
            let before = &heard[..(whole * 16_000.0) as usize];
            assert!(sandbox::purity(before, 440.0) > 0.98, "{}", sandbox::purity(before, 440.0));
            take.until("it says that it waits", |n| *n == Notice::Waiting(CaptureError::None));
            take.listen(1.0);
            let silent = take.sound.len();
            sandbox::switch(["mic", "on"]);
            let back = Instant::now();
            let told = take.until("the microphone is open again", |n| matches!(n, Notice::Opened(_)));
            measured("from putting the microphone back to hearing it", told.saturating_duration_since(back));
            take.listen(1.0);
            let after = &take.sound[silent..];
            assert!(sandbox::purity(&after[after.len() - 8_000..], 440.0) > 0.95);
        },
    );
}

#[test]
fn an_audio_system_that_freezes_dies_and_starts_again_is_noticed_within_a_second() {
    sandbox::inside("an_audio_system_that_freezes_dies_and_starts_again_is_noticed_within_a_second", || {
        let mut take = Take::begin();
        take.listen(0.5);
        let had = take.sound.len();
        assert!(had > 4_000, "{had} samples in half a second");
        sandbox::switch(["sound", "freeze"]);
        let frozen = Instant::now();
        let told = take.until("the stillness is told", |n| matches!(n, Notice::Gone { .. }));
        measured("from freezing the audio system to the notice", told - frozen);
        assert!(told - frozen < Duration::from_secs(1), "{:?}", told - frozen);
        sandbox::switch(["sound", "thaw"]);
        take.until("it is heard again", |n| matches!(n, Notice::Opened(_)));
        take.listen(0.5);

        let killed = Instant::now();
        sandbox::switch(["sound", "kill"]);
        let told = take.until("the death is told", |n| matches!(n, Notice::Gone { .. }));
        measured("from killing the audio system to the notice", told.saturating_duration_since(killed));
        assert!(told.saturating_duration_since(killed) < Duration::from_secs(1));
        sandbox::switch(["sound", "on"]);
        take.until("the new one is heard", |n| matches!(n, Notice::Opened(_)));
        let from = take.sound.len();
        let _played = sandbox::play(&sandbox::tone(440.0, 1.0));
        take.listen(1.5);
        assert!(sandbox::sounding(&take.sound[from..]).is_some());
    });
}
