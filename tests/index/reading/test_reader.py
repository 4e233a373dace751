from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.reading import (
    ArticleFile,
    ArticlesError,
    Rejected,
    UnreadableError,
    iter_files,
    parse_article,
    parts,
    read_bytes,
)
from index.reading.cleaning import clean
from index.reading.files import KINDS

LIMIT = 10_000
BODY = "وصل الوفد إلى القاهرة صباح الجمعة. وغادر مساء.\n"


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def read(path: Path, folder: Path) -> Article:
    (file,) = (
        one for one in iter_files([folder]) if isinstance(one, ArticleFile) and one.path == path
    )
    return parse_article(read_bytes(path, LIMIT), file)


def read_all(folder: Path) -> list[Article | Rejected]:
    found: list[Article | Rejected] = []
    for file in iter_files([folder]):
        if isinstance(file, Rejected):
            found.append(file)
            continue
        try:
            for part in parts(read_bytes(file.path, LIMIT), file, LIMIT):
                if isinstance(part, Rejected):
                    found.append(part)
                else:
                    found.append(parse_article(part.data, part.file))
        except UnreadableError as error:
            found.append(Rejected(str(file.path), str(error)))
    return found


def articles(folder: Path) -> list[Article]:
    return [one for one in read_all(folder) if isinstance(one, Article)]


def rejected(folder: Path) -> list[tuple[str, str]]:
    found = [one for one in read_all(folder) if isinstance(one, Rejected)]
    return [(file.path.removeprefix(f"{folder}/"), file.reason) for file in found]


def test_front_matter_states_everything(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(
        folder / "sub" / "a.md",
        "---\ntitle: وصول الوفد\nsource: وكالة\nurl: https://www.example.org/a\n"
        "date: 25 أكتوبر 2024\nlanguage: en\n---\nعنوان آخر\n" + BODY,
    )
    assert read(path, folder) == Article(
        id=sha("news/sub/a.md"),
        text="عنوان آخر\n" + BODY.strip(),
        title="وصول الوفد",
        source="وكالة",
        url="https://www.example.org/a",
        published="2024-10-25",
        language="ar",
        path=str(path),
    )


def test_a_copied_page_states_it_in_its_lines(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(
        folder / "b.txt",
        "World\nDelegation arrives in Cairo\nOctober 25, 2024\nThe delegation arrived on Friday. "
        "It left in the evening.\nSource: https://www.example.org/b\nShare\n",
    )
    assert read(path, folder) == Article(
        id=sha("news/b.txt"),
        text="Delegation arrives in Cairo\nThe delegation arrived on Friday. "
        "It left in the evening.",
        title="Delegation arrives in Cairo",
        source="example.org",
        url="https://www.example.org/b",
        published="2024-10-25",
        language="en",
        path=str(path),
    )


def test_a_bare_text_is_named_after_its_first_line_and_its_file(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(folder / "c.TXT", BODY.encode("cp1256"))
    assert read(path, folder) == Article(
        id=sha("news/c.TXT"),
        text=BODY.strip(),
        title=BODY.strip(),
        source="c",
        url=None,
        published=None,
        language="ar",
        path=str(path),
    )


def test_a_front_matter_source_that_is_an_address_names_its_site(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(folder / "d.md", f"---\nsource: https://www.example.org/d\n---\n{BODY}")
    article = read(path, folder)
    assert (article.source, article.url) == ("example.org", "https://www.example.org/d")


def test_an_address_that_is_not_of_the_web_is_left_out(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(folder / "e.md", f"---\nurl: javascript:alert(1)\ndate: soon\n---\n{BODY}")
    article = read(path, folder)
    assert (article.source, article.url, article.published) == ("e", None, None)


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    folder = news(tmp_path)
    for name in ("b.txt", "a/z.md", "a/b/c.txt", "c.MD"):
        write(folder / name, BODY)
    found = articles(folder)
    assert [article.path.removeprefix(f"{folder}/") for article in found] == [
        "a/b/c.txt",
        "a/z.md",
        "b.txt",
        "c.MD",
    ]
    assert found == articles(folder)


def test_bad_files_are_named_with_the_reason_and_the_others_are_read(tmp_path: Path) -> None:
    folder = news(tmp_path)
    write(folder / "good.txt", BODY)
    write(folder / "empty.txt", " \n")
    write(folder / "page.txt", "إعلان\nتعليق (0)\n")
    write(folder / "large.txt", "a" * (LIMIT + 1))
    write(folder / "scan.txt", b"%PDF-1.7")
    write(folder / "photo.jpg", b"\xff\xd8\xff")
    write(folder / ".hidden.txt", BODY)
    write(folder / ".git" / "x.txt", BODY)
    assert rejected(folder) == [
        ("empty.txt", "it is empty"),
        ("large.txt", "it is larger than 0.01 MB; split it, or raise the limit"),
        ("page.txt", "no text is left when menus, adverts and the like are taken out"),
        ("photo.jpg", f"it is not {KINDS}"),
        ("scan.txt", "it is a PDF document, not text; save its text as UTF-8 instead"),
    ]
    (article,) = articles(folder)
    assert article.path == str(folder / "good.txt")


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    folder = news(tmp_path)
    path = write(folder / "a.txt", "a" * LIMIT)
    assert len(read(path, folder).text) == LIMIT


def test_links_are_followed_only_to_files_inside_the_folder(tmp_path: Path) -> None:
    folder = news(tmp_path)
    outside = write(tmp_path / "secret" / "s.txt", BODY)
    write(folder / ".data" / "real.txt", BODY)
    (folder / "in.txt").symlink_to(folder / ".data" / "real.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "dir").symlink_to(outside.parent)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert rejected(folder) == [
        ("dir", "it is a link to a folder; name that folder itself"),
        ("gone.txt", "it is not a regular file"),
        ("loop.txt", "it is not a regular file"),
        ("out.txt", "it is a link that leads out of the folder"),
    ]
    (article,) = articles(folder)
    assert article.path == str(folder / "in.txt")


def test_the_given_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    folder = news(tmp_path)
    write(folder / "a.txt", BODY)
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert list(iter_files([link])) == [ArticleFile(sha("link/a.txt"), link / "a.txt")]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = news(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    assert rejected(folder) == [("pipe.txt", "it is not a regular file")]


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="it is not a regular file"):
        read_bytes(tmp_path / "a.txt", LIMIT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_opened_is_refused(tmp_path: Path) -> None:
    folder = news(tmp_path)
    write(folder / "a.txt", BODY).chmod(0)
    write(folder / "b" / "c.txt", BODY).parent.chmod(0)
    found = rejected(folder)
    (folder / "b").chmod(0o700)
    assert found == [
        ("a.txt", "it cannot be opened: Permission denied"),
        ("b", "it cannot be listed: Permission denied"),
    ]


def test_a_name_that_is_not_utf_8_is_refused_and_can_be_shown(tmp_path: Path) -> None:
    folder = news(tmp_path)
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(BODY, "utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    assert rejected(folder) == [
        ("\ufffd.txt", "its name holds control characters, or is not UTF-8; rename it")
    ]


def test_the_id_does_not_depend_on_where_the_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = news(tmp_path)
    write(folder / "a.txt", BODY)
    monkeypatch.chdir(folder)
    for given_folder in (folder, Path(), Path("../news"), folder / ".." / "news"):
        (file,) = iter_files([given_folder])
        assert isinstance(file, ArticleFile)
        assert file.id == sha("news/a.txt")
        assert file.path == given_folder / "a.txt"


def test_two_folders_of_one_name_have_different_ids(tmp_path: Path) -> None:
    first, second = tmp_path / "1" / "news", tmp_path / "2" / "news"
    for folder in (first, second):
        write(folder / "a.txt", BODY)
    assert list(iter_files([first, second])) == [
        ArticleFile(sha("news/a.txt"), first / "a.txt"),
        ArticleFile(sha(f"{second.resolve().as_posix()}/a.txt"), second / "a.txt"),
    ]


def test_a_folder_inside_another_is_read_once(tmp_path: Path) -> None:
    folder = news(tmp_path)
    write(folder / "a.txt", BODY)
    write(folder / "sub" / "b.txt", BODY)
    for folders in ([folder, folder / "sub"], [folder / "sub", folder], [folder, folder]):
        paths = sorted(file.path.name for file in map(_file, iter_files(folders)))
        assert paths == ["a.txt", "b.txt"]


def _file(found: ArticleFile | Rejected) -> ArticleFile:
    assert isinstance(found, ArticleFile)
    return found


def test_no_folder_holds_no_article(tmp_path: Path) -> None:
    assert list(iter_files([])) == []
    assert list(iter_files([news(tmp_path)])) == []


def test_a_missing_folder_says_what_to_do_before_any_file_is_given(tmp_path: Path) -> None:
    with pytest.raises(ArticlesError, match=r"^There is no folder .*/none: make it and put"):
        iter_files([news(tmp_path), tmp_path / "none"])
    path = write(tmp_path / "a.txt", BODY)
    with pytest.raises(ArticlesError, match=r"a\.txt is not a folder: name the folder"):
        iter_files([path])


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_an_article_that_can_be_stored_or_a_reason(data: bytes) -> None:
    file = ArticleFile("0123456789ab", Path("news/a.txt"))
    try:
        article = parse_article(data, file)
    except UnreadableError:
        return
    assert article == parse_article(data, file)
    assert article.title
    assert article.source
    assert article.path == "news/a.txt"
    assert len(article.title.splitlines()) == 1
    (article.text + article.title + article.source + (article.url or "")).encode("utf-8")
    assert clean(article.text).text == article.text
