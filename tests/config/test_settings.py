"""Settings: where they come from, in which order, and what is said about a wrong one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config import Settings, SettingsError, load_settings
from config.settings import settings_table

TOKEN = "123456:secret-of-the-bot"
ONE_LINE = st.text().filter(lambda text: len(f"|{text}|".splitlines()) == 1)


def problem(environment: dict[str, str], folder: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment, folder)
    return str(caught.value)


def test_without_anything_written_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path) == Settings()


def test_the_defaults_of_the_table_are_those_of_the_settings() -> None:
    defaults = {name: default for name, default, _ in settings_table()}
    assert defaults == {
        "IQTIBAS_ARTICLES": "articles",
        "IQTIBAS_DATA": "data",
        "IQTIBAS_ENCODER": "bundled",
        "IQTIBAS_RERANKER": "",
        "IQTIBAS_ENGINE": "local",
        "IQTIBAS_QUOTES": "3",
        "IQTIBAS_MAX_FILE_MB": "5",
        "IQTIBAS_FEEDS": "",
        "IQTIBAS_FEED_MINUTES": "30",
        "IQTIBAS_TELEGRAM_TOKEN": "",
        "IQTIBAS_TELEGRAM_TOKEN_FILE": "",
        "IQTIBAS_TELEGRAM_API": "https://api.telegram.org",
        "IQTIBAS_ADMINS": "",
        "IQTIBAS_PRIVATE": "no",
        "IQTIBAS_QUESTIONS_PER_MINUTE": "30",
        "IQTIBAS_MESSAGES_PER_SECOND": "30",
        "IQTIBAS_WEBHOOK_URL": "",
        "IQTIBAS_WEBHOOK_LISTEN": "127.0.0.1",
        "IQTIBAS_WEBHOOK_PORT": "8443",
        "IQTIBAS_WEBHOOK_SECRET": "",
    }


def test_every_setting_is_read_from_the_environment(tmp_path: Path) -> None:
    environment = {
        "IQTIBAS_ARTICLES": "one:/two",
        "IQTIBAS_DATA": "~/kept",
        "IQTIBAS_ENCODER": "intfloat/multilingual-e5-small",
        "IQTIBAS_RERANKER": " BAAI/bge-reranker-v2-m3 ",
        "IQTIBAS_ENGINE": "local",
        "IQTIBAS_QUOTES": "5",
        "IQTIBAS_MAX_FILE_MB": "0.5",
        "IQTIBAS_FEEDS": " https://a.example/rss  http://b.example/a,b https://a.example/rss",
        "IQTIBAS_FEED_MINUTES": "0.5",
        "IQTIBAS_TELEGRAM_TOKEN": f" {TOKEN}\n",
        "IQTIBAS_TELEGRAM_API": "http://localhost:8081/",
        "IQTIBAS_ADMINS": "12, 34 56",
        "IQTIBAS_QUESTIONS_PER_MINUTE": "0",
        "IQTIBAS_MESSAGES_PER_SECOND": "12.5",
        "IQTIBAS_WEBHOOK_URL": "https://example.org/telegram ",
        "IQTIBAS_WEBHOOK_LISTEN": "0.0.0.0",
        "IQTIBAS_WEBHOOK_PORT": "8080",
        "IQTIBAS_WEBHOOK_SECRET": "Open_Sesame-1",
        "PATH": "/bin",
    }
    assert load_settings(environment, tmp_path) == Settings(
        articles=(Path("one"), Path("/two")),
        data=Path.home() / "kept",
        encoder="intfloat/multilingual-e5-small",
        reranker="BAAI/bge-reranker-v2-m3",
        engine="local",
        quotes=5,
        max_file_mb=0.5,
        feeds=("https://a.example/rss", "http://b.example/a,b"),
        feed_minutes=0.5,
        telegram_token=TOKEN,
        telegram_api="http://localhost:8081",
        admins=frozenset({12, 34, 56}),
        questions_per_minute=0,
        messages_per_second=12.5,
        webhook_url="https://example.org/telegram",
        webhook_listen="0.0.0.0",
        webhook_port=8080,
        webhook_secret="Open_Sesame-1",
    )


def test_the_same_is_read_from_toml(tmp_path: Path) -> None:
    (tmp_path / "iqtibas.toml").write_text(
        'articles = ["one", "/two"]\nquotes = 5\nmax_file_mb = 0.5\nadmins = [12, 34]\n'
        'feeds = ["https://a.example/rss", "https://b.example/rss"]\n',
        "utf-8",
    )
    assert load_settings({}, tmp_path) == replace(
        Settings(),
        articles=(Path("one"), Path("/two")),
        quotes=5,
        max_file_mb=0.5,
        admins=frozenset({12, 34}),
        feeds=("https://a.example/rss", "https://b.example/rss"),
    )


def test_the_environment_goes_before_dotenv_before_toml_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "iqtibas.toml").write_text('data = "toml"\nencoder = "toml"\nquotes = 7\n', "utf-8")
    (tmp_path / ".env").write_text("IQTIBAS_DATA=dotenv\nIQTIBAS_ENCODER=dotenv\n", "utf-8")
    settings = load_settings({"IQTIBAS_DATA": "environment"}, tmp_path)
    assert settings == replace(Settings(), data=Path("environment"), encoder="dotenv", quotes=7)


def test_without_arguments_the_process_and_its_folder_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, _, _ in settings_table():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IQTIBAS_DATA", "environment")
    (tmp_path / ".env").write_text("IQTIBAS_QUOTES=4\n", "utf-8")
    assert load_settings() == replace(Settings(), data=Path("environment"), quotes=4)


def test_dotenv_allows_comments_export_quotes_and_the_settings_of_others(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "\ufeff# of this machine\n"
        "  \n"
        "  # indented\n"
        "  export IQTIBAS_DATA = 'with space '\n"
        '  IQTIBAS_ENCODER="a=b#c"  \n'
        "IQTIBAS_ADMINS=\n"
        "OTHER_PROGRAM=anything\n",
        "utf-8",
    )
    assert load_settings({}, tmp_path) == replace(
        Settings(), data=Path("with space "), encoder="a=b#c"
    )


@given(value=ONE_LINE, quote=st.sampled_from("'\""))
@example(value='"', quote='"')
@example(value="'quoted'", quote='"')
def test_a_value_quoted_in_dotenv_comes_back_as_it_was(value: str, quote: str) -> None:
    with TemporaryDirectory() as folder:
        line = f"IQTIBAS_ENCODER={quote}{value}{quote}\n"
        (Path(folder) / ".env").write_text(line, "utf-8", newline="")
        assert load_settings({}, Path(folder)).encoder == (value or "bundled")


@given(lines=st.lists(st.tuples(st.from_regex(r"[A-Z][A-Z_]*", fullmatch=True), ONE_LINE)))
def test_lines_of_other_programs_never_disturb_ours(lines: list[tuple[str, str]]) -> None:
    others = "".join(f"{name}={v}\n" for name, v in lines if not name.startswith("IQTIBAS_"))
    with TemporaryDirectory() as folder:
        text = f"{others}IQTIBAS_QUOTES=4\n{others}"
        (Path(folder) / ".env").write_text(text, "utf-8", newline="")
        assert load_settings({}, Path(folder)) == replace(Settings(), quotes=4)


def test_the_token_can_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", "utf-8")
    settings = load_settings({"IQTIBAS_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}, tmp_path)
    assert settings == replace(Settings(), telegram_token=TOKEN)


def test_the_token_itself_goes_before_its_file(tmp_path: Path) -> None:
    environment = {
        "IQTIBAS_TELEGRAM_TOKEN": TOKEN,
        "IQTIBAS_TELEGRAM_TOKEN_FILE": str(tmp_path / "absent"),
    }
    assert load_settings(environment, tmp_path).telegram_token == TOKEN


def test_the_token_is_not_in_the_repr(tmp_path: Path) -> None:
    settings = load_settings({"IQTIBAS_TELEGRAM_TOKEN": TOKEN}, tmp_path)
    assert settings.telegram_token == TOKEN
    assert "secret" not in repr(settings) + str(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "IQTIBAS_ENGINE",
            "elsewhere",
            "IQTIBAS_ENGINE is 'elsewhere'; the only engine so far is local.",
        ),
        ("IQTIBAS_ARTICLES", "", "IQTIBAS_ARTICLES is empty: name at least one folder."),
        ("IQTIBAS_ARTICLES", "::", "IQTIBAS_ARTICLES is empty: name at least one folder."),
        (
            "IQTIBAS_TELEGRAM_API",
            "localhost:8081",
            "IQTIBAS_TELEGRAM_API must start with https:// (or http://).",
        ),
        ("IQTIBAS_QUOTES", "0", "IQTIBAS_QUOTES is '0'; write a number from 1 to 10."),
        ("IQTIBAS_QUOTES", "11", "IQTIBAS_QUOTES is '11'; write a number from 1 to 10."),
        ("IQTIBAS_QUOTES", "3.7", "IQTIBAS_QUOTES is '3.7'; write a whole number from 1 to 10."),
        ("IQTIBAS_QUOTES", "many", "IQTIBAS_QUOTES is 'many'; write a number from 1 to 10."),
        ("IQTIBAS_QUOTES", "nan", "IQTIBAS_QUOTES is 'nan'; write a number from 1 to 10."),
        ("IQTIBAS_QUOTES", "", "IQTIBAS_QUOTES is ''; write a number from 1 to 10."),
        (
            "IQTIBAS_MAX_FILE_MB",
            "0",
            "IQTIBAS_MAX_FILE_MB is '0'; write a number from 0.001 to 1000.",
        ),
        (
            "IQTIBAS_ADMINS",
            "@someone",
            "IQTIBAS_ADMINS must be Telegram user ids, such as 12345,67890.",
        ),
        (
            "IQTIBAS_ADMINS",
            "12,-34",
            "IQTIBAS_ADMINS must be Telegram user ids, such as 12345,67890.",
        ),
        ("IQTIBAS_PRIVATE", "maybe", "IQTIBAS_PRIVATE is 'maybe'; write yes or no."),
        ("IQTIBAS_TOKEN", TOKEN, "IQTIBAS_TOKEN is not a setting. The README lists them."),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_one_sentence(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    assert problem({name: value}, tmp_path) == sentence
    (tmp_path / ".env").write_text(f"{name}={value}\n", "utf-8")
    assert problem({}, tmp_path) == sentence


def test_an_unknown_name_in_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "iqtibas.toml"
    path.write_text('[telegram]\ntoken = "x"\n', "utf-8")
    assert problem({}, tmp_path) == f"{path}: telegram is not a setting. The README lists them."


def test_what_is_not_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "iqtibas.toml"
    path.write_text("quotes: 3\n", "utf-8")
    assert problem({}, tmp_path).startswith(f"{path} is not valid TOML: ")


def test_a_dotenv_line_without_a_value_is_told_by_its_number_only(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(f"# the bot\n{TOKEN}\n", "utf-8")
    assert problem({}, tmp_path) == f"{path}, line 2: write NAME=value."


@pytest.mark.parametrize("name", [".env", "iqtibas.toml"])
def test_a_file_that_is_not_utf8_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"IQTIBAS_DATA=\xff\n")
    assert problem({}, tmp_path).startswith(f"{path} cannot be read as UTF-8 text: ")


def test_a_token_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "absent"
    assert problem({"IQTIBAS_TELEGRAM_TOKEN_FILE": str(path)}, tmp_path) == (
        f"IQTIBAS_TELEGRAM_TOKEN_FILE {path} cannot be read: No such file or directory."
    )


def test_a_token_file_that_is_not_text_is_told_without_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(TOKEN.encode() + b"\xff")
    sentence = f"IQTIBAS_TELEGRAM_TOKEN_FILE {path} cannot be read: not text."
    assert problem({"IQTIBAS_TELEGRAM_TOKEN_FILE": str(path)}, tmp_path) == sentence


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.org/t", "must start with https://"),
        ("example.org", "must start with https://"),
        ("https:///t", "must be a plain address"),
        ("https://example.org/(a+)+", "must be a plain address"),
        ("https://example.org/t?x=1", "must be a plain address"),
    ],
)
def test_a_webhook_is_a_plain_https_address(url: str, said: str, tmp_path: Path) -> None:
    assert said in problem({"IQTIBAS_WEBHOOK_URL": url}, tmp_path)


def test_a_webhook_on_this_machine_may_be_http(tmp_path: Path) -> None:
    settings = load_settings({"IQTIBAS_WEBHOOK_URL": "http://127.0.0.1:8443/t"}, tmp_path)
    assert settings.webhook_url == "http://127.0.0.1:8443/t"


@pytest.mark.parametrize("secret", ["open sesame", "س", "a" * 257])
def test_a_webhook_secret_is_what_telegram_takes(secret: str, tmp_path: Path) -> None:
    message = problem({"IQTIBAS_WEBHOOK_SECRET": secret}, tmp_path)
    assert message == "IQTIBAS_WEBHOOK_SECRET may hold letters, digits, - and _, 256 at most."
    assert "secret-of" not in repr(Settings(webhook_secret="secret-of-ours"))
