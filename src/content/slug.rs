//! A name of people as a name of files and addresses.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// "Tîm Nos Môn" as `tim-nos-mon`: letters without their accents, in lower case, digits, and single hyphens for everything else. It is
/// empty where no letter or digit is left.
pub(crate) fn slug(name: &str) -> String {
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '‘' | 'ʼ')).fold(String::new(), plain);
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Letters of Latin alphabets that are no plain letter with a mark have the plain ones by which people write them.
fn plain(mut out: String, c: char) -> String {
    match c {
        c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        _ => out.push('-'),
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::schema::validate::is_slug;

    #[test]
    fn letters_keep_their_place_without_their_accents() {
        for (name, expected) in [
            ("Tîm Nos", "tim-nos"),
            ("Tŷ Gŵyr a'r Môr", "ty-gwyr-ar-mor"),
            ("Àird Ghlas, Éilean", "aird-ghlas-eilean"),
            ("t\u{69}\u{302}m (2)", "tim-2"),
            ("Bob’s Line & Co.", "bobs-line-co"),
            ("Straße Øst", "strasse-ost"),
            ("…", ""),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    proptest! {
        #[test]
        fn whatever_a_thing_is_called_its_name_is_fit_for_an_address_or_empty(name in any::<String>()) {
            let slug = slug(&name);
            prop_assert!(slug.is_empty() || is_slug(&slug), "{slug}");
        }
    }
}
