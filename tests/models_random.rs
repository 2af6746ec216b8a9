//! The random-weight models are ones that whisper.cpp takes, and the check in front of it agrees.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]
#![cfg(feature = "whisper")]

mod models_support;

use models_support::write_random;
use pushback::io::models::ggml::inspect;
use whisper_rs::FullParams;
use whisper_rs::SamplingStrategy;
use whisper_rs::WhisperContext;
use whisper_rs::WhisperContextParameters;

#[test]
fn whisper_loads_and_runs_a_model_of_each_kind() {
    whisper_rs::install_logging_hooks();
    let folder = tempfile::tempdir().unwrap();
    for kind in ["f16", "q8_0", "q5_1"] {
        let path = folder.path().join(format!("random-{kind}.bin"));
        write_random(&path, "tiny.en", kind);
        let header = inspect(&path).unwrap();
        assert_eq!((header.state, header.audio_layers), (384, 4));

        let context = WhisperContext::new_with_params(&path, WhisperContextParameters::default()).unwrap();
        let mut state = context.create_state().unwrap();
        let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        params.set_n_threads(1);
        params.set_audio_ctx(256);
        params.set_max_tokens(4);
        params.set_temperature_inc(0.0);
        params.set_print_progress(false);
        // 3 s of noise, the same each time.
        let mut seed = 1_u32;
        let noise: Vec<f32> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed as f32 / u32::MAX as f32 * 0.1 - 0.05
        })
        .take(48_000)
        .collect();
        state.full(params, &noise).unwrap();
        std::fs::remove_file(&path).unwrap();
    }
}
