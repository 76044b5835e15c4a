"""Values of one thing in other words: found in documents of one subject, never made up."""

from __future__ import annotations

import pytest

from chatbot import Chatbot

# Both sides stand in papers that are plainly about one place.
FRAME = """{title}

The Marlby Trust looks after Marlby Hall for Ada Quill and the Fen Society.

{said}

Marlby Hall stands in Otter Lane. {end}
"""


@pytest.fixture(scope="module")
def chatbot(tmp_path_factory):
    with Chatbot(tmp_path_factory.mktemp("home")) as bot:
        yield bot


@pytest.fixture
def changes(chatbot, tmp_path):
    """What is said to have changed between two sentences of one subject."""

    def _changes(old: str, new: str) -> set[tuple[str, str]]:
        paths = tmp_path / "old.txt", tmp_path / "new.txt"
        parts = (
            ("Marlby Hall, spring", "Ducks nest there."),
            ("Marlby Hall, autumn", "Owls do too."),
        )
        for path, said, (title, end) in zip(paths, (old, new), parts, strict=True):
            path.write_text(FRAME.format(title=title, said=said, end=end), encoding="utf-8")
        assert not chatbot.add(*paths).failed
        made = chatbot.compare(*map(str, paths))
        return {(c.old, c.new) for claim in made.having("changed") for c in claim.changes}

    return _changes


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "Volunteers may claim up to £7 for lunch if they are out for more than five hours.",
            "Volunteers who are out for more than five hours can claim up to £9 for their lunch.",
            ("up to £7", "up to £9"),
        ),
        (
            "The kitchen is open from 8 am for those who bake bread.",
            "Those who bake bread can use the kitchen from 7 am.",
            ("8 am", "7 am"),
        ),
        (
            "In the survey, 88 per cent of guests would recommend the hall to a friend.",
            "Asked in a survey, 91 per cent of the guests said they would recommend the hall.",
            ("88 per cent", "91 per cent"),
        ),
        (
            "The boiler was last swept on 4 March 2021 by a firm from Hull.",
            "A firm from Hull last swept the boiler on 9 April 2024.",
            ("4 March 2021", "9 April 2024"),
        ),
        (
            "Guests are asked to give 14 days’ notice of a wedding.",
            "Of a wedding 21 days’ notice has to be given by guests.",
            ("14", "21"),
        ),
        (
            "The lawn is cut at 15 °C or more. The glasshouse is kept at 18 °C.",
            "The glasshouse has to be kept at 21 °C. The lawn gets cut at 15 °C or more.",
            ("18", "21"),
        ),
    ],
)
def test_another_value_in_other_words(changes, old, new, change):
    assert changes(old, new) == {change}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fee for adults is £12 a year.", "The fee for juniors is £6 a year."),
        ("The north car park has 120 spaces.", "The station car park has 80 spaces."),
        ("Clerks are paid £24,000 a year.", "Engineers are paid £41,000 a year."),
        ("The first prize is £500.", "The second prize is £200."),
        ("Applications close on 3 May.", "Applications open on 9 April."),
        ("The heating bill came to £4,100.", "The water bill came to £900."),
        ("She ran the race in 41 minutes.", "He ran the race in 38 minutes."),
        ("Apples cost £2.10 a kilo.", "Pears cost £2.90 a kilo."),
        ("The library bought 340 books.", "The library sold 90 books."),
        ("Sales in Wales rose to £3 million.", "Sales in Scotland rose to £5 million."),
        ("Members under 18 pay £20.", "Members over 65 pay £15."),
        ("Children under 5 pay £2 to swim.", "Children under 12 pay £4 to swim."),
        ("The report was sent on 4 March 2022.", "The reply was sent on 19 March 2022."),
        ("The tower is 40 metres high.", "The wall is 3 metres high."),
        ("Doctors saw 900 patients.", "Nurses saw 1,400 patients."),
        ("The bus leaves at 9.10 am.", "The bus arrives at 9.55 am."),
        ("The minimum stake is £1.", "The maximum stake is £50."),
        ("The project cost £2 million.", "The project saved £400,000."),
        ("It rose by 30 per cent in a year.", "It fell by 40 per cent in a year."),
        ("The council cut its staff by half.", "The council cut its staff budget by a third."),
        ("The hall has 640 staff.", "The hall has 200 staff in its care homes."),
        ("The hall has 640 staff.", "The hall has 12 more staff."),
        ("Two boats of 56 were leaking.", "Of 68 boats, three were leaking."),
    ],
)  # fmt: skip
def test_one_word_in_anothers_place_is_another_thing(changes, one, other):
    found = changes(one, other) | {(old, new) for new, old in changes(other, one)}
    assert not found - {("56", "68"), ("Two", "three")}


def test_of_two_values_each_goes_to_its_own(changes):
    old = "Claims must be sent in within 60 days of the journey. Payment follows within 14 days."
    new = "We need claims within 90 days of the journey. Payment is made within 10 days of a claim."
    assert changes(old, new) <= {("60", "90"), ("14", "10")}
    assert ("60", "90") in changes(old, new)


def test_a_value_quoted_from_before_is_not_the_new_one(changes):
    old = "The hall welcomed 48,210 guests that year."
    new = "The hall welcomed 52,940 guests, after 48,210 in the year before."
    assert changes(old, new) == {("48,210", "52,940")}


POLICY = """Policy on travel and expenses

{body} pays its volunteers 45p a mile. Lunch is paid up to £7. The treasurer is {who}.

Receipts of {body} are kept for six years. Claims reach {body} within 60 days.
"""


def test_two_bodies_each_have_a_policy(chatbot, tmp_path):
    one, other, later = (tmp_path / name for name in ("one.txt", "other.txt", "later.txt"))
    text = POLICY.format(body="Oakhill Shelter", who="Ida Fry")
    changed = text.replace("45p", "52p").replace("£7", "£9").replace("60 days", "90 days")
    one.write_text(text)
    later.write_text(changed.replace("Ida Fry", "Una Brand"))
    theirs = changed.replace("Oakhill Shelter", "Tarn Hospice").replace("Ida Fry", "Jo Musk")
    other.write_text(theirs)
    assert not chatbot.add(one, other, later).failed
    assert not chatbot.compare(str(one), str(other)).having("changed")
    made = chatbot.compare(str(one), str(later))
    found = {(c.old, c.new) for claim in made.having("changed") for c in claim.changes}
    assert {("45", "52"), ("up to £7", "up to £9"), ("60", "90"), ("Ida Fry", "Una Brand")} >= found
    assert ("Ida Fry", "Una Brand") in found
