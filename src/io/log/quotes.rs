//! Takes out of a message what it quotes.

/// Whatever may begin or end a quotation in a message of this program, of a library, or of Rust itself.
const MARKS: [char; 6] = ['"', '“', '”', '`', '«', '»'];

/// The first line of a message, without anything between its first quotation mark and its last: that may be what
/// somebody said, such as the value a file is complained about for.
pub fn unquoted(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let Some(first) = line.find(MARKS) else { return line.to_owned() };
    let rest = line[first..].char_indices().rfind(|(at, c)| *at > 0 && MARKS.contains(c));
    // A quotation without an end goes on to the end, which may be lines further down.
    let after = rest.map_or("", |(at, mark)| &line[first + at + mark.len_utf8()..]);
    format!("{}…{after}", &line[..first])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_without_quotations_stays_as_it_is() {
        assert_eq!(unquoted("the disk is full: /home/me/sessions"), "the disk is full: /home/me/sessions");
        assert_eq!(unquoted(""), "");
    }

    #[test]
    fn what_is_quoted_is_left_out() {
        let json = "invalid type: string \"I told \\\"him\\\" at once\", expected u64 at line 3";
        assert_eq!(unquoted(json), "invalid type: string …, expected u64 at line 3");
        assert_eq!(unquoted("inside 'ß' of `Straße war`"), "inside 'ß' of …");
        assert_eq!(unquoted("no “place” in “here”."), "no ….");
    }

    #[test]
    fn a_quotation_without_an_end_is_cut_off() {
        assert_eq!(unquoted("of `I was late\nand told nobody`"), "of …");
    }

    proptest::proptest! {
        #[test]
        fn nothing_between_two_marks_is_left(before in "[a-z ]*", said in "\\PC*", after in "[a-z ]*") {
            let told = unquoted(&format!("{before}\"{said}\"{after}"));
            proptest::prop_assert!(told == format!("{before}…{after}") || told == format!("{before}…"));
        }
    }
}
