//! Kinds of words: "uncle" and "stepdad" are one of the family, "punched" and "kicks" are blows.
//!
//! What is said of one word of a kind is then heard of the others, too. A kind is no meaning: no line is despair or danger by its
//! kinds alone, the question bank teaches which of them say what in which order.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Each kind and its words, in the form that [`super::features`] gives them.
const ALL: [(&str, &str); 42] = [
    ("@me", "i me myself im ive"),
    ("@my", "my mine our"),
    ("@he", "he him she they them hes shes theyre someone somebody"),
    ("@his", "his her their hers"),
    ("@man", "man men bloke guy guys fella geezer stranger neighbour lodger landlord driver"),
    (
        "@kin",
        "mum mam mummy mother mom dad daddy father stepdad stepmum grandad grandpa nan nana gran grandma uncle auntie aunt cousin brother bro stepbrother stepbro sister sis taid tad",
    ),
    ("@partner", "husband wife boyfriend girlfriend partner ex hubby missu fiance bf gf spouse"),
    (
        "@child",
        "child children kid kids son daughter boy girl lad lass toddler baby teenager niece nephew grandson granddaughter stepson stepdaughter twin youngest eldest youngster infant",
    ),
    ("@pupil", "pupil student"),
    ("@staff", "teacher coach tutor vicar priest imam scout leader trainer babysitter childminder instructor"),
    (
        "@hit",
        "hit hits hitt punch slap slapp kick beat beaten choke chok strangle strangl grab grabb hurt attack batter thump smack belt shove shov throw threw",
    ),
    ("@touch", "touch grope grop rub rubb fondle kiss feel"),
    ("@enter", "come coming came gets gett got walk climb creep stay"),
    ("@room", "room bedroom shower bathroom door stair upstair downstair hallway land"),
    ("@hold", "lock trapp trap stuck pin pinn pins hold drag dragg chase chas follow"),
    ("@weapon", "knife gun hammer bat machete scissor"),
    ("@body", "neck throat arm arms leg legs face head mouth stomach wrist bruise bruis blood bleed bled cut cuts"),
    ("@private", "willy peni vagina bum bottom privat knicker pant boob breast fanny minge dick cock"),
    ("@now", "now rn tonight tonite current minute minut min mins second secs soon today"),
    ("@again", "again alway every everytime keep still"),
    ("@scared", "frighten terrifi afraid petrifi scary fear"),
    ("@help", "help pls please hurry quick sos"),
    ("@go", "leave leav run runn escape hiding hid"),
    ("@die", "die dying died dead death suicide suicidal kill unalive"),
    ("@live", "live living alive life exist existence born"),
    ("@end", "end ending finish over done stop quit"),
    (
        "@means",
        "blade pill tablet paracetamol overdose od rope noose bridge cliff train track razor bleach ibuprofen codeine ledge roof",
    ),
    ("@point", "point reason purpose use hope hopeles worthles useles pointles burden"),
    ("@wake", "bed wake waking sleep asleep"),
    ("@bye", "goodbye bye letter note will funeral insurance"),
    ("@without", "without better off gone"),
    ("@cant", "cannot cant couldnt unable"),
    ("@not", "not no never noth dont doesnt didnt isnt wont"),
    ("@want", "want wanna wish need would rather"),
    ("@more", "anymore longer any more cope carry bear go on"),
    ("@harm", "scar harm selfharm cutt burn scratch"),
    ("@pic", "pic pics picture pictur photo image imag video vid vids nude clip selfie"),
    ("@find", "get find search look buy download see watch view trade swap share send link site website websit group channel"),
    ("@how", "how where what which who best way ways"),
    ("@secret", "hide secret tell quiet trust alone notic caught delete erase"),
    ("@young", "teen young younger underage little preteen minor schoolgirl schoolboy"),
    ("@police", "police court bail solicitor trial prison jail arrest sentence sentenc charge charg cps"),
];

static BY_WORD: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ALL.iter().flat_map(|(kind, words)| words.split(' ').map(|word| (word, *kind))).collect());

/// The kind of a word.
pub(super) fn of(word: &str) -> Option<&'static str> {
    BY_WORD.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_kind_share_it_and_other_words_have_none() {
        assert_eq!(of("uncle"), of("stepdad"));
        assert_ne!(of("uncle"), of("punch"));
        assert_eq!(of("confidentiality"), None);
    }
}
