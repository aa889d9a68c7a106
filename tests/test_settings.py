"""The settings file: what it says in full, what it says by default, and what each mistake in it is told as."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.deliver.channels import Folder, ImapAppend, Smtp
from bot.errors import ConfigError
from bot.intake.imap import ImapMailbox
from bot.intake.local import LocalMailbox
from bot.network.secret import redact
from bot.settings import Settings, find_settings, load_settings
from bot.yamlfile.known_keys import known_keys

EXAMPLE = Path(__file__).parents[1] / "config" / "papersieve.example.yaml"

# Its lines are counted on below: mailboxes 3–7, digests 8–12, smtp 13.
GOOD = """\
database: sqlite:///data/papersieve.db
timezone: Europe/Berlin
mailboxes:
  - name: gmail
    host: imap.gmail.com
    user: me@gmail.com
    password: {env: GMAIL_APP_PASSWORD}
digests:
  - name: reasoning
    rules: rules.yaml
    schedule: "0 7 * * mon-fri"
    to: [me@gmail.com]
smtp: {host: smtp.gmail.com, user: me@gmail.com, password: {env: GMAIL_APP_PASSWORD}, from: "papersieve <me@gmail.com>"}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "papersieve.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str) -> Settings:
    return load_settings(written(folder, text))


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, text)
    return str(caught.value).replace(f"{folder}/papersieve.yaml:", "").splitlines()


# ── what is said ──────────────────────────────────────────────────────────────────────────────────────


def test_the_example_loads_and_says_what_it_says() -> None:
    settings = load_settings(EXAMPLE)
    gmail, archive = settings.mailboxes
    assert isinstance(gmail, ImapMailbox)
    assert [(folder.name, folder.take) for folder in gmail.folders] == [("INBOX", None), ("Papers", "everything")]
    assert (gmail.since, gmail.effective_port, gmail.security) == (timedelta(days=14), 993, "tls")
    assert isinstance(archive, LocalMailbox)
    assert archive.path == Path.home() / "Maildir"
    assert settings.digests[0].rules == EXAMPLE.parent / "rules.example.yaml"
    assert settings.keep.mail == timedelta(days=30)
    assert settings.warnings() == []


def test_every_key_is_shown_in_the_example() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    keys = {key for path in KEY_PLACES for key in known_keys(Settings, (*path, ""))}
    assert {key for key in keys if f"{key}:" not in text} == UNADVERTISED


KEY_PLACES = [(), ("mailboxes", 0), ("mailboxes", 0, "folders", 0), ("digests", 0), ("digests", 0, "to", 0), ("smtp",)]
UNADVERTISED = {"idle"}  # not available yet


def test_a_short_file_has_sensible_defaults(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD.partition("\n")[2])
    assert settings.database == f"sqlite:///{tmp_path}/data/papersieve.db"
    assert settings.sources.silence_alarm
    assert (settings.keep.mail, settings.keep.papers) == (timedelta(days=30), "forever")
    assert settings.digests[0].on_empty == "explain"
    assert settings.digests[0].via == ("smtp",)


def test_the_timezone_is_that_of_the_machine_unless_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    settings = loaded(tmp_path, changed("timezone: Europe/Berlin\n", ""))
    assert settings.timezone == "Asia/Tokyo"
    assert settings.zone.key == "Asia/Tokyo"


def test_a_machine_without_a_usable_timezone_is_in_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert loaded(tmp_path, changed("timezone: Europe/Berlin\n", "")).timezone == "UTC"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    text = changed("{env: GMAIL_APP_PASSWORD}\ndigests", "{file: secret}\n    ca_file: ca.pem\ndigests")
    settings = loaded(tmp_path, text + "keep: {mail: forever}\n")
    mailbox = settings.mailboxes[0]
    assert isinstance(mailbox, ImapMailbox)
    assert (mailbox.password.file, mailbox.ca_file) == (tmp_path / "secret", tmp_path / "ca.pem")
    assert settings.digests[0].rules == tmp_path / "rules.yaml"
    assert (settings.folder, settings.path) == (tmp_path, tmp_path / "papersieve.yaml")
    assert settings.keep.mail is None


def test_a_relative_settings_path_gives_absolute_paths_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    settings = load_settings(Path("papersieve.yaml"))
    assert settings.database == f"sqlite:///{tmp_path}/data/papersieve.db"
    assert settings.folder == tmp_path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////var/lib/papersieve.db", "sqlite:////var/lib/papersieve.db"),
        ("sqlite:///~/papersieve.db", f"sqlite:///{Path.home()}/papersieve.db"),
        ("postgresql+psycopg://me:pw@db.example/papers", "postgresql+psycopg://me:pw@db.example/papers"),
    ],
)
def test_databases_are_absolute(tmp_path: Path, url: str, expected: str) -> None:
    assert loaded(tmp_path, changed("sqlite:///data/papersieve.db", url)).database == expected


def test_the_password_in_a_database_address_is_redacted_from_logs(tmp_path: Path) -> None:
    loaded(tmp_path, changed("sqlite:///data/papersieve.db", "postgresql+psycopg://me:p%40ssw0rd@db.example/papers"))
    assert "p@ssw0rd" not in redact("connecting with p@ssw0rd")
    assert "p%40ssw0rd" not in redact("connecting to postgresql://me:p%40ssw0rd@db.example")


def test_ways_out_are_resolved(tmp_path: Path) -> None:
    via = "\n    via: [smtp, {imap: {mailbox: gmail, folder: Digests}}, {folder: out/}, {folder: /srv/out}]"
    settings = loaded(tmp_path, changed("to: [me@gmail.com]", f"to: [me@gmail.com]{via}"))
    outlets = settings.outlets(settings.digests[0])
    assert [outlet.key for outlet in outlets] == ["smtp", "imap:gmail/Digests", "folder:out", "folder:/srv/out"]
    assert [type(outlet.channel) for outlet in outlets] == [Smtp, ImapAppend, Folder, Folder]
    assert [outlet.addresses for outlet in outlets] == [("me@gmail.com",), ("",), ("",), ("",)]


def test_one_way_out_and_one_recipient_need_no_brackets(tmp_path: Path) -> None:
    settings = loaded(tmp_path, changed("to: [me@gmail.com]", "to: me@gmail.com\n    via: smtp"))
    assert settings.outlets(settings.digests[0])[0].addresses == ("me@gmail.com",)


def test_recipients_choose_their_format(tmp_path: Path) -> None:
    to = 'to: ["Me <me@gmail.com>", {address: group@lab.example, format: text}]'
    settings = loaded(tmp_path, changed("to: [me@gmail.com]", to))
    (outlet,) = settings.outlets(settings.digests[0])
    assert outlet.addresses == ("me@gmail.com", "group@lab.example")
    assert [outlet.is_text_only(address) for address in outlet.addresses] == [False, True]


def test_the_sender_is_that_of_smtp_else_the_mailbox_itself(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).sender() == "papersieve <me@gmail.com>"
    without_smtp = changed("to: [me@gmail.com]", "via: {folder: out}").partition("smtp:")[0]
    assert loaded(tmp_path, without_smtp).sender() == "papersieve <me@gmail.com>"
    nameless = without_smtp.replace("user: me@gmail.com", "user: me")
    assert loaded(tmp_path, nameless).sender() == "papersieve <papersieve@localhost>"


def test_a_digest_is_found_by_its_name(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD)
    assert settings.digest("reasoning") is settings.digests[0]
    assert settings.digest("unreasoning") is None


def test_a_digest_may_be_paused(tmp_path: Path) -> None:
    settings = loaded(tmp_path, changed("    to:", "    paused_until: 2027-08-15\n    to:"))
    assert settings.digests[0].paused_until == date(2027, 8, 15)


def test_passwords_never_show(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD.replace("{env: GMAIL_APP_PASSWORD}", "hunter2hunter"))
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_schema_for_editors_can_be_made() -> None:
    assert set(Settings.model_json_schema()["properties"]) >= {"mailboxes", "digests", "smtp", "keep", "sources"}


# ── mistakes ──────────────────────────────────────────────────────────────────────────────────────────

FORMS = '; it can be "daily at 07:00", "weekdays at 07:00"'
A_SECRET = "a secret is written as {env: NAME}, {file: PATH}, {command: [program, argument]} or the password itself"

MISTAKES = [
    ("password:", "pasword:", ['7: mailboxes: unknown key "pasword"; did you mean "password"?']),
    ("host: imap", "hots: imap", ['5: mailboxes: unknown key "hots"; did you mean "host"?']),
    ("timezone:", "timezon:", ['2: unknown key "timezon"; did you mean "timezone"?']),
    ("smtp: {", "stmp: {", ['13: unknown key "stmp"; did you mean "smtp"?']),
    (
        GOOD.splitlines()[-1],
        "",
        ['9: digests.via: "reasoning" is to be sent by smtp, but the file has no "smtp" section'],
    ),
    ("    user: me@gmail.com\n", "", ['4: mailboxes: the key "user" is missing.']),
    ("imap.gmail.com", "imap.gmail.com\n    port: abc", ['6: mailboxes.port: expected a whole number, found "abc".']),
    ("imap.gmail.com", "imap.gmail.com\n    port: 99999", ['6: mailboxes.port: must be at most 65535, found "99999".']),
    ("imap.gmail.com", "imap.gmail.com:993", ["5: mailboxes.host: the port goes into a key of its own"]),
    ("imap.gmail.com", "imaps://imap.gmail.com", ["5: mailboxes.host: only the name of the server is wanted"]),
    (
        "imap.gmail.com",
        "imap.gmail.com\n    security: ssl",
        ['6: mailboxes.security: expected tls, starttls or none, found "ssl"; did you mean "tls"?'],
    ),
    (
        "imap.gmail.com",
        "imap.gmail.com\n    security: none",
        ['6: mailboxes.security: "none" would send the password to imap.gmail.com unencrypted'],
    ),
    (
        "imap.gmail.com",
        "imap.gmail.com\n    verify: false",
        ['6: mailboxes: unknown key "verify"; known here: after, '],
    ),
    (
        "imap.gmail.com",
        "imap.gmail.com\n    path: ~/Maildir",
        ['6: mailboxes: the key "path" does not go with the others here.'],
    ),
    ("name: gmail", "name: my mail", ['4: mailboxes.name: "my mail" cannot be a name: ']),
    (
        "name: reasoning",
        "name: Über uns",
        ['9: digests.name: "Über uns" cannot be a name: letters, digits, ".", "_" and "-" can, as in "ber-uns".'],
    ),
    (
        "me@gmail.com\n",
        "me@gmail.com\n    folders: INBOX\n",
        ['7: mailboxes.folders: expected a list, found "INBOX"; write ['],
    ),
    ("me@gmail.com\n", "me@gmail.com\n    folders: []\n", ["7: mailboxes.folders: must not be empty."]),
    (
        "me@gmail.com\n",
        "me@gmail.com\n    folders: [INBOX, {name: Papers, taek: everything}]\n",
        ['7: mailboxes.folders: unknown key "taek"; did you mean "take"?'],
    ),
    (
        "me@gmail.com\n",
        "me@gmail.com\n    take: all\n",
        ['7: mailboxes.take: expected subscriptions or everything, found "all".'],
    ),
    ("me@gmail.com\n", "me@gmail.com\n    since: 14\n", ["7: mailboxes.since: expected a length of time such as"]),
    ("me@gmail.com\n", "me@gmail.com\n    poll: often\n", [f'7: mailboxes.poll: "often" is not a schedule{FORMS}']),
    (
        "me@gmail.com\n",
        "me@gmail.com\n    poll: as they come\n",
        ["7: mailboxes.poll: a mailbox is looked into at times"],
    ),
    (
        "me@gmail.com\n",
        "me@gmail.com\n    idle: true\n    after: seen\n",
        [
            "7: mailboxes.idle: waiting for word from the server is not available yet",
            '8: mailboxes.after: only "leave"',
        ],
    ),
    ("me@gmail.com\n", "me@gmail.com\n    after: {move: Done}\n", ['7: mailboxes.after: only "leave" is available']),
    (
        "{env: GMAIL_APP_PASSWORD}\ndigests",
        "{keyring: gmail}\ndigests",
        ['7: mailboxes.password: "keyring" is not available yet; use an app password with env, file or command.'],
    ),
    ("{env: GMAIL_APP_PASSWORD}\ndigests", "{evn: X}\ndigests", [f"7: mailboxes.password: {A_SECRET}"]),
    ("{env: GMAIL_APP_PASSWORD}\ndigests", "\ndigests", [f"7: mailboxes.password: {A_SECRET}"]),
    ("{env: GMAIL_APP_PASSWORD}\ndigests", "[hunter2]\ndigests", [f"7: mailboxes.password: {A_SECRET}"]),
    (
        "Europe/Berlin",
        "Europe/Berln",
        ['2: timezone: there is no timezone "Europe/Berln"; did you mean "Europe/Berlin"?'],
    ),
    ("Europe/Berlin", "berlin", ['2: timezone: there is no timezone "berlin"; did you mean "Europe/Berlin"?']),
    ("Europe/Berlin", "New York", ['2: timezone: there is no timezone "New York"; did you mean "America/New_York"?']),
    ("Europe/Berlin", "CEST", ['2: timezone: there is no timezone "CEST"; it is written like Europe/Berlin.']),
    ("Europe/Berlin", "../etc/passwd", ['2: timezone: there is no timezone "../etc/passwd"']),
    ("Europe/Berlin", "", ["2: timezone: has no value; expected text."]),
    ("sqlite:///data/papersieve.db", "mysql://db/x", ["1: database: databases of the kind mysql are not supported"]),
    ("sqlite:///data/papersieve.db", "postgres://db/x", ["1: database: for PostgreSQL the address begins with"]),
    ("sqlite:///data/papersieve.db", "papersieve.db", ["1: database: a database is written as sqlite:///data/"]),
    ("sqlite:///data/papersieve.db", "sqlite://data/x.db", ["1: database: sqlite needs three slashes"]),
    ("sqlite:///data/papersieve.db", '"sqlite:///:memory:"', ["1: database: a database in memory would forget"]),
    ('"0 7 * * mon-fri"', "daily at noon", [f'11: digests.schedule: "daily at noon" is not a schedule{FORMS}']),
    (
        '"0 7 * * mon-fri"',
        "0 7 * * mon-fry",
        ['11: digests.schedule: "fry" is no weekday: 0 to 7 or sun … sat is possible.'],
    ),
    ('"0 7 * * mon-fri"', "* 7 * * *", ['11: a value that starts with * needs quotes: write "* 7 * * *".']),
    (
        "[me@gmail.com]",
        "[me at gmail]",
        ['12: digests.to: "me at gmail" is not a mail address such as me@example.org.'],
    ),
    ("[me@gmail.com]", "[mé@gmail.com]", ['12: digests.to: "mé@gmail.com" is not a mail address']),
    ("[me@gmail.com]", "[me@gmail.com, Me@Gmail.com]", ["12: digests.to: me@gmail.com stands here twice."]),
    (
        "[me@gmail.com]",
        "[{address: me@gmail.com, format: txt}]",
        ['12: digests.to.format: expected html or text, found "txt"; did you mean "text"?'],
    ),
    ("    to: [me@gmail.com]\n", "", ['9: digests.to: "reasoning" is to be sent by smtp, but nobody is named']),
    (
        "    to:",
        "    via: [smpt]\n    to:",
        ["12: digests.via: a way out is smtp, {imap: {mailbox: NAME, folder: FOLDER}} or"],
    ),
    (
        "    to:",
        "    via:\n      - imap: {mailbox: gmial}\n    to:",
        ['13: digests.via.imap.mailbox: there is no mailbox "gmial"; did you mean "gmail"?'],
    ),
    ("    to:", "    via: [smtp, smtp]\n    to:", ["12: digests.via: this way out stands here twice."]),
    ("    to:", "    on_empty: never\n    to:", ['12: digests.on_empty: expected explain or skip, found "never".']),
    (
        "    to:",
        "    paused_until: 15.8.2027\n    to:",
        ["12: digests.paused_until: expected a date such as 2027-02-01"],
    ),
    ('"papersieve <me@gmail.com>"', "me", ['13: smtp.from: "me" is not a mail address']),
    (
        "smtp: {",
        "keep: {mail: 30, papers: 1 year}\nsmtp: {",
        ["13: keep.mail: expected a length of time", "13: keep.papers: "],
    ),
    (
        "smtp: {",
        "sources: {silence_alarm: maybe}\nsmtp: {",
        ["13: sources.silence_alarm: expected true or false, found"],
    ),
    (
        "user: me@gmail.com, password: {env: GMAIL_APP_PASSWORD}",
        "user: me@gmail.com",
        ['13: smtp: "user" and "password" go together'],
    ),
    (
        "mailboxes:\n  - name: gmail\n    host",
        "mailboxes:\n  gmail:\n    host",
        ["3: mailboxes: expected a list, found keys"],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES, ids=[f"{old} → {new}" for old, new, _ in MISTAKES])
def test_a_mistake_is_told_in_words(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    found = mistakes(tmp_path, changed(old, new))
    assert len(found) == len(expected)
    for line, beginning in zip(found, expected, strict=True):
        assert line.startswith(beginning)
        assert "hunter2" not in line


def test_several_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        GOOD.replace("Europe/Berlin", "Berlin").replace("password:", "pasword:").replace('"0 7 * * mon-fri"', "never")
    )
    assert [line.partition(":")[0] for line in mistakes(tmp_path, text)] == ["2", "7", "11", "13"]


def test_names_are_taken_once(tmp_path: Path) -> None:
    twice = "  - {name: gmail, path: ~/Maildir}\ndigests:"
    assert mistakes(tmp_path, changed("digests:", twice)) == [
        '8: mailboxes.name: the name "gmail" is taken already; each needs its own.'
    ]


def test_a_digest_cannot_be_put_into_a_local_mailbox(tmp_path: Path) -> None:
    text = changed("digests:", "  - {name: archive, path: ~/Maildir}\ndigests:")
    text = text.replace("    to:", "    via: [{imap: {mailbox: archive}}]\n    to:")
    assert mistakes(tmp_path, text)[0].startswith('13: digests.via.imap.mailbox: "archive" lies on this machine')


@pytest.mark.parametrize("entry", ["{name: x}", "{name: x, poll: hourly}"])
def test_a_mailbox_needs_a_place(tmp_path: Path, entry: str) -> None:
    (line,) = mistakes(tmp_path, changed("digests:", f"  - {entry}\ndigests:"))
    assert line == '8: mailboxes: a mailbox has a "host" (IMAP) or a "path" (Maildir, mbox file or folder of .eml).'


# ── cautions ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_password_that_others_can_read_is_warned_of(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("{env: GMAIL_APP_PASSWORD}", "hunter2hunter"))
    path.chmod(0o644)
    assert load_settings(path).warnings() == [
        f"{path} holds a password and other users of this machine can read it; run `chmod 600 {path}`, or use"
        " {env: NAME} or {file: PATH}."
    ]
    path.chmod(0o600)
    assert load_settings(path).warnings() == []


def test_a_secret_file_that_others_can_read_is_warned_of(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    secret.chmod(0o640)
    settings = loaded(tmp_path, GOOD.replace("{env: GMAIL_APP_PASSWORD}", "{file: secret}"))
    assert settings.warnings() == [
        f"Other users of this machine can read the secret in {secret}; run `chmod 600 {secret}`."
    ]


def test_recipients_who_get_nothing_are_warned_of(tmp_path: Path) -> None:
    (warning,) = loaded(tmp_path, changed("    to:", "    via: {folder: out}\n    to:")).warnings()
    assert warning == 'The digest "reasoning" names recipients in "to", but does not go out by smtp.'


def test_an_account_that_is_read_twice_is_warned_of(tmp_path: Path) -> None:
    again = "  - {name: again, host: IMAP.gmail.com, user: me@gmail.com, password: {env: X}}\ndigests:"
    (warning,) = loaded(tmp_path, changed("digests:", again)).warnings()
    assert warning.startswith('The mailboxes "gmail" and "again" are one account')


# ── finding the file ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder that is the home folder too, without $PAPERSIEVE_CONFIG."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PAPERSIEVE_CONFIG", raising=False)
    return tmp_path


def test_the_explicit_file_comes_first(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSIEVE_CONFIG", "elsewhere.yaml")
    assert find_settings(written(nowhere, GOOD)) == nowhere / "papersieve.yaml"


def test_then_the_environment_variable(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nowhere / "config").mkdir()
    written(nowhere / "config", GOOD)
    monkeypatch.setenv("PAPERSIEVE_CONFIG", str(written(nowhere, GOOD)))
    assert find_settings(None) == nowhere / "papersieve.yaml"


def test_then_the_config_folder_then_the_home_folder(nowhere: Path) -> None:
    home = nowhere / ".config" / "papersieve"
    home.mkdir(parents=True)
    in_home = written(home, GOOD)
    assert find_settings(None) == in_home
    (nowhere / "config").mkdir()
    written(nowhere / "config", GOOD)
    assert find_settings(None) == Path("config/papersieve.yaml")


def test_finding_none_names_the_places_and_what_makes_one(nowhere: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_settings(None)
    assert str(caught.value) == (
        f"There is no settings file; looked at config/papersieve.yaml, {nowhere}/.config/papersieve/papersieve.yaml,"
        " /etc/papersieve/papersieve.yaml. `papersieve init` makes one."
    )


def test_a_named_file_that_is_missing_is_not_replaced_by_another(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / "config").mkdir()
    written(nowhere / "config", GOOD)
    monkeypatch.setenv("PAPERSIEVE_CONFIG", "elsewhere.yaml")
    with pytest.raises(ConfigError, match=r"no settings file elsewhere\.yaml, as \$PAPERSIEVE_CONFIG says"):
        find_settings(None)
    with pytest.raises(ConfigError, match=r"no settings file given\.yaml, as given"):
        find_settings(Path("given.yaml"))


def test_a_folder_in_place_of_the_file_is_explained(nowhere: Path) -> None:
    with pytest.raises(ConfigError, match=r"is a folder; the settings file in it is wanted"):
        find_settings(nowhere)
