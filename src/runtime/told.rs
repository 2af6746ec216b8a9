//! Reports on the answers of a session.

use crate::io::report::Asked;
use crate::io::report::ReportInput;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::record::Answer;
use crate::io::session::record::Session;

/// The latest report on an answer; `None` before it was judged.
pub fn report(session: &Session, answer: &Answer, format: Format, look: TextLook) -> Option<String> {
    with_input(session, answer, |input| format.render(input, look))
}

/// Hands over what a report on an answer shows; `None` before it was judged.
pub fn with_input<R>(
    session: &Session,
    answer: &Answer,
    show: impl FnOnce(&ReportInput<'_>) -> R,
) -> Option<R> {
    let verdict = answer.verdict()?.to_verdict();
    let recording = answer.recording(&session.name);
    let transcript = answer.transcript();
    let replies = answer.replies();
    let asked: Vec<Asked<'_>> =
        replies.iter().map(|(at, probe)| Asked { at: *at, say: &probe.say }).collect();
    Some(show(&ReportInput {
        name: &session.name,
        question_text: &answer.question_text,
        recording: recording.as_ref(),
        transcript: &transcript,
        verdict: &verdict,
        asked: &asked,
    }))
}
