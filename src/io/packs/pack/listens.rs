//! Which frames each pack listens for.

use std::collections::BTreeSet;

use crate::core::rubric::frame::set::Chosen;
use crate::core::rubric::learned::answer;
use crate::core::rubric::rubric::Cues;
use crate::io::packs::FIRST_QUESTION;
use crate::io::packs::Pack;

/// Tells each pack to listen for events that it asks about, that the learned part was trained with, and that no pack asks
/// about. What only other packs ask about would cost time and say nothing.
pub(super) fn choose(packs: &mut [Pack], cues: &Cues) {
    let asked: Vec<BTreeSet<String>> = packs.iter().map(|pack| pack.rubric.asks_about()).collect();
    // The learned part was trained with the answers, and so with the events, of the first question.
    let trained = packs.iter().position(|pack| pack.rubric.id() == FIRST_QUESTION);
    for (at, pack) in packs.iter_mut().enumerate() {
        pack.rubric.listens = Chosen::by_event(&cues.frames, |kind| {
            asked[at].contains(kind)
                || trained.is_some_and(|first| asked[first].contains(kind))
                || answer::notes(kind)
                || !asked.iter().any(|asked| asked.contains(kind))
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::core::text;
    use crate::core::transcript::Transcript;
    use crate::io::packs::FIRST_QUESTION;
    use crate::io::packs::Packs;

    #[test]
    fn a_pack_listens_for_what_it_asks_about_and_not_for_what_only_others_do() {
        let packs = Packs::load(None).unwrap();
        let said = Transcript::from_text("The customer was just stupid, honestly.");
        let reading = text::read(&said);
        let heard = |pack: &str| {
            let rubric = packs.get(pack).unwrap();
            let kinds = rubric.find(&reading).events;
            kinds.iter().any(|event| rubric.cues.frames.frames()[event.frame].event == "contempt")
        };
        assert!(heard("difficult_customer"));
        assert!(!heard(FIRST_QUESTION));
    }

    #[test]
    fn no_pack_leaves_out_what_it_asks_about() {
        let packs = Packs::load(None).unwrap();
        for pack in packs.all() {
            let asked = pack.rubric.asks_about();
            let frames = packs.cues().frames.frames();
            let own = frames.iter().filter(|frame| asked.contains(&frame.event)).count();
            assert!(own > 0 && own <= pack.rubric.listens.count(), "{}", pack.rubric.id());
            assert!(pack.rubric.listens.count() < frames.len(), "{}", pack.rubric.id());
        }
    }
}
