"""What people get wrong in whole files, and what they are told: the line and the mend, in words a newcomer follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BotError, ConfigError
from bot.intake.imap import ImapMailbox
from bot.rules import load_rules
from bot.settings import load_settings

RULES = """\
# What I read. Last changed in spring.
include: [GRPO, "process reward model*"]
exclude: [survey, "in vivo"]
authors: ["Y. LeCun", "Fei-Fei Li"]

terms:
  diffusion:
    - diffusion model*
    - flow matching
  tools: ["C++", '/AlphaFold[23]/i']

rules:
  - id: core
    when:
      any: [{title: "@diffusion"}, {abstract: "@diffusion"}]
      none: [{title: review}]
    then: {score: {title: 10, abstract: 4}, section: Diffusion}
  - id: popular
    when:
      upvotes: ">= 40"
    then:
      score: 5
      tag: [popular]
  - id: no-wet-lab
    when: {text: mouse model*, age: "< 60 days"}
    then: {exclude: true}
    expires: 2027-02-01

digest:
  select: {min_score: 3}
  sections:
    - {title: Diffusion, limit: 15}
    - {title: Worth a look, limit: 20}
"""

SETTINGS = """\
database: sqlite:///data/papersieve.db
timezone: Europe/Berlin

mailboxes:
  - name: gmail
    host: imap.gmail.com
    port: 993
    user: me@gmail.com
    password: {env: GMAIL_APP_PASSWORD}
    folders: [INBOX]
    since: 14 days

digests:
  - name: reasoning
    rules: rules.yaml
    schedule: "0 7 * * mon-fri"
    to: [me@gmail.com]

smtp:
  host: smtp.gmail.com
  user: me@gmail.com
  password: {env: GMAIL_APP_PASSWORD}
  from: papersieve <me@gmail.com>

keep: {mail: 30 days, papers: forever}
"""


# (what stands in the file, what is written instead, the line that is named, what the message says)
RULES_MISTAKES = [
    ("    - diffusion model*", "\t- diffusion model*", 8, "there is a tab in this line where YAML wants spaces."),
    ("      score: 5", "\tscore: 5", 22, "there is a tab in this line where YAML wants spaces."),
    (
        "    - flow matching",
        "    - attention: all you need",
        9,
        'terms.diffusion: a value with a colon and a space in it needs quotes: write "attention: all you need".',
    ),
    (
        "include: [GRPO,",
        "include: [GRPO, attention: all you need,",
        2,
        'include: a value with a colon and a space in it needs quotes: write "attention: all you need".',
    ),
    ("authors:", "author:", 4, 'unknown key "author"; did you mean "authors"?'),
    ("      none: [{title", "      nome: [{title", 16, 'rules.when: unknown key "nome"; did you mean "none"?'),
    ("{text: mouse model*,", "{txt: mouse model*,", 25, 'rules.when: unknown key "txt"; did you mean "text"?'),
    (
        "/AlphaFold[23]/i",
        "/(?<!Alpha)Fold/i",
        10,
        'terms.tools: "/(?<!Alpha)Fold/i": RE2 cannot run this regular expression (invalid perl'
        " operator: (?<!; it has no look-ahead, look-behind or",
    ),
    (
        "/AlphaFold[23]/i",
        "/AlphaFold[23/i",
        10,
        'terms.tools: "/AlphaFold[23/i": RE2 cannot run this regular expression (missing ]: [23).',
    ),
    (
        "/AlphaFold[23]/i",
        "/AlphaFold(2|3/",
        10,
        'terms.tools: "/AlphaFold(2|3/": RE2 cannot run this regular expression (missing ): AlphaFold(2|3).',
    ),
    (
        "/AlphaFold[23]/i",
        "/AlphaFold",
        10,
        'terms.tools: "/AlphaFold": a regular expression ends in / or /i and stands alone (for more, write a list).',
    ),
    (
        "/AlphaFold[23]/i",
        "/Alpha/g",
        10,
        'terms.tools: "/Alpha/g": the only letter that may follow a regular expression is i.',
    ),
    (
        "'/AlphaFold[23]/i'",
        '"/\\bAlpha\\sFold/"',
        10,
        '"\\s" means nothing inside double quotes; put the value in single quotes instead.',
    ),
    (
        "id: popular",
        "id: core",
        18,
        'rules.id: another rule is called "core" already; every rule needs an id of its own.',
    ),
    (
        "section: Diffusion}",
        "section: Difusion}",
        17,
        'rules.then.section: no section "Difusion" is listed under digest.sections; did you mean "Diffusion"?',
    ),
    (
        '{title: "@diffusion"}',
        "{title: @diffusion}",
        15,
        'a value that starts with @ needs quotes: write "@diffusion".',
    ),
    (
        '"@diffusion"}, {abs',
        '"@difusion"}, {abs',
        15,
        'rules.when.any.title: there is no set "@difusion" under terms; did you mean "diffusion"?',
    ),
    (
        "    - flow matching",
        "    - *flow",
        9,
        'a value that starts with * needs quotes: write "*flow" (YAML aliases are refused).',
    ),
    ('upvotes: ">= 40"', "upvotes: >= 40", 20, 'a value that starts with > needs quotes: write ">= 40".'),
    (
        'age: "< 60 days"',
        "age: 60 days",
        25,
        'rules.when.age: "60 days" is no age; write one such as "< 7 days" or ">= 2 weeks".',
    ),
    (
        'upvotes: ">= 40"',
        'upvotes: "40+"',
        20,
        'rules.when.upvotes: "40+" is no comparison; write one such as ">= 40" or "< 5".',
    ),
    (
        'upvotes: ">= 40"',
        'upvotes: "> forty"',
        20,
        'rules.when.upvotes: "> forty" is no comparison; write one such as ">= 40" or "< 5".',
    ),
    ("    - flow matching", "    - %flow", 9, 'a value that starts with % needs quotes: write "%flow".'),
    (
        "  tools:",
        "  more: *tools\n  tools:",
        10,
        'a value that starts with * needs quotes: write "*tools" (YAML aliases are refused).',
    ),
    (
        "  diffusion:\n",
        "  diffusion: &d\n",
        7,
        'a value that starts with & needs quotes: write "&d" (YAML anchors are refused).',
    ),
    ("  tools:", "  <<: {a: b}\n  tools:", 10, "merging with << is not supported; write the keys out."),
    (
        "    - flow matching",
        "    - !!str flow",
        9,
        'a value that starts with ! needs quotes: write "!!str" (YAML tags are refused).',
    ),
    ("exclude: [survey", "include: [survey", 3, 'the key "include" stands here a second time; the first is in line 2.'),
    (
        "    when:\n      upvotes",
        "    when:\n     upvotes: 3\n      upvotes",
        21,
        "the indentation does not fit the lines above; keys of one mapping begin in the same column.",
    ),
    (
        "      tag: [popular]",
        "     tag: [popular]",
        23,
        "the indentation does not fit the lines above; keys of one mapping begin in the same column.",
    ),
    (
        "rules:\n",
        "rules: {core: {when: {title: x}, then: {pin: true}}}\nrulez:\n",
        12,
        "rules: expected a list, found keys and values; begin each entry with a dash.",
    ),
    (
        "  - id: popular",
        "  id: popular",
        18,
        "the indentation does not fit the lines above; keys of one mapping begin in the same column.",
    ),
    (
        "      score: 5",
        "      score: high",
        22,
        'rules.then.score: expected a number or keys and values, found "high".',
    ),
    (
        "      score: 5",
        "      score: '+5 points'",
        22,
        'rules.then.score: expected a number or keys and values, found "+5 points".',
    ),
    (
        "flow matching",
        "flow near/x matching",
        9,
        'terms.diffusion: "near/x": write near/ and a number of words from 1 to 100, such as near/5.',
    ),
    (
        "flow matching",
        "flow near/5",
        9,
        'terms.diffusion: "near/…" stands between two terms; to look for the word itself, put it in quotes.',
    ),
    (
        "flow matching",
        "'or flow'",
        9,
        'terms.diffusion: "or" stands between two terms; to look for the word itself, put it in quotes.',
    ),
    ("flow matching", '""', 9, "terms.diffusion: a term is empty."),
    ("    - flow matching", "    -", 9, "terms.diffusion: has no value; expected text."),
    ("flow matching", '"@diffusion"', 7, "terms.diffusion: this set contains itself: @diffusion → @diffusion."),
    ("/AlphaFold[23]/i", "@diffusion', '@tools", 10, "terms.tools: this set contains itself: @tools → @tools."),
    ("2027-02-01", "01.02.2027", 27, 'rules.expires: expected a date such as 2027-02-01, found "01.02.2027".'),
    ("2027-02-01", "2027-02-30", 27, 'rules.expires: expected a date such as 2027-02-01, found "2027-02-30".'),
    ("2027-02-01", "next year", 27, 'rules.expires: expected a date such as 2027-02-01, found "next year".'),
    (
        "{exclude: true}",
        "{exclude: soft}",
        26,
        "rules.then.exclude: write true for an exclude that yields to a pin, hard for one that yields to nothing.",
    ),
    (
        "{exclude: true}",
        "{exclude: true, pin: true}",
        26,
        "rules.then: a rule cannot both pin and exclude; make it two.",
    ),
    ("{exclude: true}", "{}", 26, "rules.then: the rule does nothing; say score, section, tag, pin or exclude."),
    ("{exclude: true}", "exclude", 26, 'rules.then: expected keys and values, found "exclude"; write {exclude: true}.'),
    ("{exclude: true}", "-3", 26, 'rules.then: expected keys and values, found "-3"; write {score: -3}.'),
    (
        "select: {min_score: 3}",
        "select: 3",
        30,
        'digest.select: expected keys and values, found "3"; write {min_score: 3}.',
    ),
    ("select: {min_score: 3}", "min_score: 3", 30, 'digest: unknown key "min_score"; did you mean "select"?'),
    ("{text: mouse model*,", "{journal: mouse,", 25, 'rules.when: unknown key "journal"; did you mean "venue"?'),
    ("{text: mouse model*,", "{keywords: mouse,", 25, 'rules.when: unknown key "keywords"; did you mean "text"?'),
    (
        "{title: review}]",
        "review]",
        16,
        'rules.when.none: expected keys and values, found "review"; say where to look: {text: "review"}.',
    ),
    (
        "{title: review}]",
        "{title: review: all}]",
        16,
        'a value with a colon and a space in it needs quotes: write "review: all".',
    ),
    ("      none: [{title: review}]", "      at_least: 2", 16, "rules.when.at_least: say how many of the conditions"),
    ("{exclude: true}", "", 26, "rules.then: has no value; expected keys and values."),
    ("id: popular", "id:", 18, "rules.id: has no value; expected text."),
    ("id: popular", "id:popular", 18, "a space is missing after the colon: write `key: value`."),
    ("  - id: popular\n", "  - \n", 19, 'rules: the key "id" is missing.'),
    (
        "mouse model*",
        "m*use model",
        25,
        'rules.when.text: "m*use": a * stands at the end of a word, for whatever begins like it.',
    ),
    ("limit: 15", "limit: 0", 32, 'digest.sections.limit: must be more than 0, found "0".'),
    ("limit: 15", "limit: ten", 32, 'digest.sections.limit: expected a whole number, found "ten".'),
    (
        "- {title: Diffusion, limit: 15}",
        "- Diffusion",
        32,
        "digest.sections: a section is written as {title: Diffusion}.",
    ),
    (
        "    - {title: Diffusion, limit: 15}\n    - {title: Worth a look, limit: 20}",
        "    - {title: Worth a look, limit: 20}\n    - {title: Last}\n    - {title: Diffusion}",
        33,
        'digest.sections: no paper can reach this section: "Worth a look" above, without min_score or a'
        " rule, takes them all.",
    ),
    ("min_score: 3}", "min_score: 3", 30, "the { that opens here is never closed with }."),
    (
        "exclude: [survey",
        "exclude: [survey,, ",
        3,
        "there is no value before this `,`; remove the comma or put quotes around the value.",
    ),
    ('"in vivo"]', '"in vivo]', 3, "a quote that opens in this line is never closed in it."),
    (
        '["Y. LeCun", "Fei-Fei Li"]',
        '"Y. LeCun", "Fei-Fei Li"',
        4,
        'several values stand in brackets: write ["Y. LeCun", "Fei-Fei Li"].',
    ),
    (
        '["Y. LeCun", "Fei-Fei Li"]',
        '["Y. LeCun" "Fei-Fei Li"]',
        4,
        'text goes on after the closing quote (`"Fei-Fei Li"`); put the whole value in quotes of the'
        " other kind, or a comma between two values.",
    ),
    (
        '"Fei-Fei Li"',
        '"-"',
        4,
        'authors: "-": there is no letter in it, and so it is nobody\'s name.',
    ),
    (
        "authors:",
        "authors",
        4,
        '"authors ["Y. LeCun", "Fei-Fei Li"]" is neither `key: value` nor an item of a list (`- item`).',
    ),
    ("exclude: [", "exclude:[", 3, "a space is missing after the colon: write `key: value`."),
    ("digest:\n", "---\ndigest:\n", 30, 'a second document begins here; a file holds one, so remove the "---".'),
    ("flow matching", "flow\x07matching", 9, "this line holds the control character U+0007."),
    (
        "{text: mouse model*, age",
        "{text: mouse model*, kind: preprint, age",
        25,
        'rules.when.kind: expected new, cross-list or replaced, found "preprint".',
    ),
    (
        "{text: mouse model*, age",
        "{text: mouse model*, has: video, age",
        25,
        'rules.when.has: expected code, pdf, abstract or doi, found "video".',
    ),
    (
        "{text: mouse model*, age",
        "{text: mouse model*, id: some paper, age",
        25,
        'rules.when.id: "some paper" is no identifier; write one such as arxiv:2303.08867,'
        " doi:10.1000/182 or pmid:123.",
    ),
    (
        "{text: mouse model*, age",
        "{category: '@cs', age",
        25,
        'rules.when.category: "@cs": only text, title and abstract know sets of terms.',
    ),
    ("      none: [{title: review}]", "      none: []", 16, "rules.when.none: must not be empty."),
    (
        "      none: [{title: review}]",
        "      none: [{}]",
        16,
        "rules.when.none: a condition is missing here: an empty one would hold for every paper.",
    ),
    (
        "      none: [{title: review}]",
        "      not: {title: review}",
        16,
        'rules.when: unknown key "not"; did you mean "none"?',
    ),
    (
        "      none: [{title: review}]",
        "      at_least: {3: [{title: review}]}",
        16,
        "rules.when.at_least: it wants 3 conditions to hold, but lists only 1.",
    ),
    (
        "      none: [{title: review}]",
        "      at_least: [{title: review}]",
        16,
        "rules.when.at_least: say how many of the conditions must hold, as {2: [{title: a}, {title: b}, {title: c}]}.",
    ),
    (
        "digest:\n",
        "examples: [{title: Nothing}]\ndigest:\n",
        29,
        'examples.expect.selected: "Nothing" should be selected; what happens: not selected; no rule'
        " fires; below the minimum: scored 0 of 3; abstract not in",
    ),
    (
        "'/AlphaFold[23]/i'",
        '"/\\bAlphaFold/"',
        10,
        "terms.tools: there is a control character (U+0008) in it; \\b and the like want single quotes.",
    ),
    ("{title: review}", "{title: }", 16, "rules.when.none.title: there is nothing after the colon."),
    ("      score: 5", "      scores: 5", 22, 'rules.then: unknown key "scores"; did you mean "score"?'),
]

SETTINGS_MISTAKES = [
    (
        "timezone: Europe/Berlin",
        "timezone: CEST",
        2,
        'timezone: there is no timezone "CEST"; it is written like Europe/Berlin.',
    ),
    (
        "timezone: Europe/Berlin",
        "timezone: Europe/Berln",
        2,
        'timezone: there is no timezone "Europe/Berln"; did you mean "Europe/Berlin"?',
    ),
    ("timezone: Europe/Berlin", "time zone: Europe/Berlin", 2, 'unknown key "time zone"; did you mean "timezone"?'),
    ("port: 993", "port: imaps", 7, 'mailboxes.port: expected a whole number, found "imaps".'),
    ("port: 993", "port: 99999", 7, 'mailboxes.port: must be at most 65535, found "99999".'),
    (
        "imap.gmail.com",
        "imap.gmail.com:993",
        6,
        'mailboxes.host: the port goes into a key of its own: "host: imap.gmail.com" and "port: …".',
    ),
    (
        "imap.gmail.com",
        "https://imap.gmail.com",
        6,
        "mailboxes.host: only the name of the server is wanted, such as imap.example.org, not"
        ' "https://imap.gmail.com".',
    ),
    (
        "since: 14 days",
        "since: 14",
        11,
        'mailboxes.since: expected a length of time such as "14 days", "6 hours" or "30d", not \'14\'.',
    ),
    (
        "since: 14 days",
        "since: two weeks",
        11,
        'mailboxes.since: expected a length of time such as "14 days", "6 hours" or "30d", not \'two weeks\'.',
    ),
    (
        "{env: GMAIL_APP_PASSWORD}\n    folders",
        "$GMAIL_APP_PASSWORD\n    folders",
        9,
        "mailboxes.password: an environment variable is written as {env: NAME}, without the $.",
    ),
    (
        "{env: GMAIL_APP_PASSWORD}\n    folders",
        "{env: }\n    folders",
        9,
        'mailboxes.password: there is nothing after "env:"; a secret is written as {env: NAME}, {file:'
        " PATH}, {command: [program, argument]} or the password",
    ),
    (
        "{env: GMAIL_APP_PASSWORD}\n    folders",
        "{evn: GMAIL_APP_PASSWORD}\n    folders",
        9,
        "mailboxes.password: a secret is written as {env: NAME}, {file: PATH}, {command: [program,"
        " argument]} or the password itself in quotes.",
    ),
    (
        "{env: GMAIL_APP_PASSWORD}\n    folders",
        "@bcd:efgh#1\n    folders",
        9,
        'a value that starts with @ needs quotes: write "@bcd:efgh#1".',
    ),
    (
        '"0 7 * * mon-fri"',
        '"0 7 * * mon-fri 2027"',
        16,
        'digests.schedule: a cron line has five fields, "minute hour day month weekday"; "0 7 * * mon-fri 2027" has 6.',
    ),
    ('"0 7 * * mon-fri"', '"0 25 * * *"', 16, 'digests.schedule: "25" is no hour: 0 to 23 is possible.'),
    ('"0 7 * * mon-fri"', "* 7 * * *", 16, 'a value that starts with * needs quotes: write "* 7 * * *".'),
    (
        '"0 7 * * mon-fri"',
        "every morning",
        16,
        'digests.schedule: "every morning" is not a schedule; it can be "daily at 07:00", "weekdays at'
        ' 07:00", "weekly on friday at 16:00", "monthly on 1 at',
    ),
    (
        '"0 7 * * mon-fri"',
        "daily at 7pm",
        16,
        'digests.schedule: "daily at 7pm" is not a schedule; it can be "daily at 07:00", "weekdays at'
        ' 07:00", "weekly on friday at 16:00", "monthly on 1 at',
    ),
    (
        '"0 7 * * mon-fri"',
        "daily at 24:00",
        16,
        'digests.schedule: "24:00" is no time of the day; it goes from 00:00 to 23:59.',
    ),
    (
        '"0 7 * * mon-fri"',
        "07:00",
        16,
        'digests.schedule: "07:00" is not a schedule; it can be "daily at 07:00", "weekdays at 07:00",'
        ' "weekly on friday at 16:00", "monthly on 1 at 08:00",',
    ),
    (
        "[me@gmail.com]",
        "[me at gmail.com]",
        17,
        'digests.to: "me at gmail.com" is not a mail address such as me@example.org.',
    ),
    (
        "[me@gmail.com]",
        "[]",
        17,
        'digests.to: "reasoning" is to be sent by smtp, but nobody is named to get it; add to: [ADDRESS].',
    ),
    (
        "[me@gmail.com]",
        "me@gmail.com, you@gmail.com",
        17,
        'digests.to: "me@gmail.com, you@gmail.com" is more than one mail address; write each by itself'
        " in [ ], with commas between.",
    ),
    (
        "    to: [me@gmail.com]\n",
        "    send_to: [me@gmail.com]\n",
        17,
        'digests: unknown key "send_to"; did you mean "to"?',
    ),
    (
        "from: papersieve <me@gmail.com>",
        "from: papersieve",
        23,
        'smtp.from: "papersieve" is not a mail address, such as "papersieve <me@example.org>".',
    ),
    ("rules: rules.yaml", "rule: rules.yaml", 15, 'digests: unknown key "rule"; did you mean "rules"?'),
    (
        "keep: {mail: 30 days",
        "keep: {mail: 30",
        25,
        'keep.mail: expected a length of time such as "14 days", "6 hours" or "30d", not \'30\'.',
    ),
    (
        "papers: forever",
        "papers: 1 year",
        25,
        "keep.papers: papers are kept forever: it is by them that no paper is reported twice.",
    ),
    (
        "  - name: gmail\n",
        "  gmail:\n",
        4,
        "mailboxes: expected a list, found keys and values; begin each entry with a dash.",
    ),
    (
        "    host: imap.gmail.com\n",
        "    server: imap.gmail.com\n",
        6,
        'mailboxes: unknown key "server"; did you mean "host"?',
    ),
    (
        "name: reasoning",
        "name: my reasoning",
        14,
        'digests.name: "my reasoning" cannot be a name: letters, digits, ".", "_" and "-" can, as in "my-reasoning".',
    ),
    (
        "database: sqlite:///data/papersieve.db",
        "database: data/papersieve.db",
        1,
        "database: a database is written as sqlite:///data/papersieve.db or postgresql+psycopg://…",
    ),
    ("folders: [INBOX]", "folders: INBOX", 10, 'mailboxes.folders: expected a list, found "INBOX"; write [INBOX].'),
    (
        "    folders: [INBOX]",
        "    folders: [INBOX]\n    security: ssl",
        11,
        'mailboxes.security: expected tls, starttls or none, found "ssl"; did you mean "tls"?',
    ),
    (
        "    folders: [INBOX]",
        "    folders: [INBOX]\n    verify: no",
        11,
        'mailboxes: unknown key "verify"; known here: after, ca_file, folders, host, idle, name,'
        " password, path, poll, port, security, senders, since, take,",
    ),
    ("[me@gmail.com]", "@me", 17, 'a value that starts with @ needs quotes: write "@me".'),
    (
        "since: 14 days",
        "since: 14 days\n    idle: true",
        12,
        'mailboxes.idle: waiting for word from the server is not available yet; leave "idle" out and set "poll".',
    ),
    (
        "    schedule:",
        "   schedule:",
        16,
        "the indentation does not fit the lines above; keys of one mapping begin in the same column.",
    ),
    (
        "smtp:\n",
        "smtp:\n  host: relay.example\n",
        21,
        'the key "host" stands here a second time; the first is in line 20.',
    ),
    ("port: 993", "port: {imap: 993}", 7, "mailboxes.port: expected a whole number, found keys and values."),
]


def told_of(path: Path, text: str) -> str:
    """What is said of the file, without its path in front of each line."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_rules(path) if path.name == "rules.yaml" else load_settings(path)
    return str(caught.value).replace(f"{path}:", "")


@pytest.mark.parametrize(("old", "new", "line", "sentence"), RULES_MISTAKES)
def test_a_mistake_in_the_rules_is_told(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    told = told_of(tmp_path / "rules.yaml", RULES.replace(old, new, 1))
    assert f"{line}: {sentence}" in told


@pytest.mark.parametrize(("old", "new", "line", "sentence"), SETTINGS_MISTAKES)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, old: str, new: str, line: int, sentence: str) -> None:
    told = told_of(tmp_path / "papersieve.yaml", SETTINGS.replace(old, new, 1))
    assert f"{line}: {sentence}" in told


def test_the_files_are_right_before_anything_is_written_wrong(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "papersieve.yaml").write_text(SETTINGS, encoding="utf-8")
    assert load_rules(tmp_path / "rules.yaml").hash
    assert load_settings(tmp_path / "papersieve.yaml").warnings() == []


def test_every_mistake_changes_what_stands_in_the_file() -> None:
    absent = [old for old, *_ in RULES_MISTAKES if old not in RULES]
    assert absent + [old for old, *_ in SETTINGS_MISTAKES if old not in SETTINGS] == []


# ── how the file is stored ────────────────────────────────────────────────────────────────────────────

STORED = [
    (RULES.encode("utf-16"), "1: this file is UTF-16; save it as UTF-8."),
    (RULES.replace("Y. LeCun", "É. Tardos").encode("latin-1"), "4: byte 0xc9 is not UTF-8; save the file as UTF-8."),
    (b"", " is empty; it should hold keys and values, one `key: value` a line."),
    (b"# only a comment\n", " is empty; it should hold keys and values, one `key: value` a line."),
    (b"- GRPO\n- survey\n", "1: the file should begin with a key such as `name:`, not with a list."),
    (b"GRPO\n", "1: the file should hold keys and values, one `key: value` a line; this is mere text."),
]


@pytest.mark.parametrize(("content", "sentence"), STORED)
def test_a_file_that_is_stored_otherwise_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    assert str(caught.value) == f"{path}:{sentence}"


@pytest.mark.parametrize(
    "content",
    [
        RULES.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + RULES.encode(),
        b"---\n" + RULES.encode(),
        RULES.replace(
            "[survey", "[no, on, off, 2024, 1e3, survey"
        ).encode(),  # words, whatever other YAML makes of them
        RULES.replace("id: popular", "id: 7").encode(),
        RULES.replace("expires: 2027-02-01", 'expires: "2027-02-01"').encode(),
        RULES.replace("score: 5", 'score: "5"').encode(),
    ],
)
def test_what_is_no_mistake_is_taken_for_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(content)
    assert load_rules(path).hash


# ── what is missing beside the file ───────────────────────────────────────────────────────────────────


def test_a_rules_file_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    assert str(caught.value) == f"{path}: cannot be read: no such file or directory."


def test_an_environment_variable_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GMAIL_APP_PASSWORD", raising=False)
    path = tmp_path / "papersieve.yaml"
    path.write_text(SETTINGS, encoding="utf-8")
    mailbox = load_settings(path).mailboxes[0]
    assert isinstance(mailbox, ImapMailbox)
    with pytest.raises(BotError, match="The environment variable GMAIL_APP_PASSWORD is not set"):
        mailbox.password.reveal()
