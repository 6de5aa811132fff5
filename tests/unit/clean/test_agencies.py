"""Which agencies an article is from, by what it says of itself."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.clean.agencies import find_agencies
from pipeline.clean.agency_names import AGENCIES

BODY = "The ferry sank at noon.\nNobody was hurt.\n" + "The harbour was calm again by evening.\n" * 8


def agencies(text: str = "", *authors: str, publisher: str | None = None, url: str = "https://courier.example/a") -> list[str]:
    """The agencies of an article; the text is long, so that start and end of it are apart."""
    return list(find_agencies(text, authors, publisher, url))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("WASHINGTON (Reuters) - The ferry sank.", ["Reuters"]),
        ("WASHINGTON, March 3 (Reuters) – The ferry sank.", ["Reuters"]),
        ("(Reuters) - The ferry sank.", ["Reuters"]),
        ("March 3 (Reuters) - The ferry sank.", ["Reuters"]),
        ("PORT-AU-PRINCE, Haiti (AP) — “It sank.”", ["AP"]),
        ("ST. JOHN'S, N.L. — (AP) — It sank.", ["AP"]),
        ("Paris (AFP) – It sank.", ["AFP"]),
        ("(Bloomberg) -- It sank.", ["Bloomberg"]),
        ("SEOUL, March 3 (Yonhap) -- It sank.", ["Yonhap"]),
        ("MOSCOW, March 3. /TASS/. It sank.", ["TASS"]),
        ("MOSCOW. March 3 (Interfax) - It sank.", ["Interfax"]),
        ("New Delhi, Mar 3 (PTI) It sank.", ["PTI"]),
        ("Mumbai, Mar 3 (ANI): It sank.", ["ANI"]),
        ("Berlin (dpa/bb) - Sie sank.", ["dpa"]),
        ("GENEVA (Reuters/AP) - It sank.", ["Reuters", "AP"]),
        ("The ferry sank, officials say\nPARIS (AFP) — It sank.", ["AFP"]),
        ("PARIS, 3 mars 2026 (AFP) - Le ferry a coulé.", ["AFP"]),
        ("Bruxelles, le 3 mars (Belga) – Le ferry a coulé.", ["Belga"]),
        ("Rio de Janeiro (AFP) – Le ferry a coulé.", ["AFP"]),
        ("Madrid, 3 mar (EFE).- El barco se hundió.", ["EFE"]),
        ("MADRID, 3 Mar. (EUROPA PRESS) - El barco se hundió.", ["Europa Press"]),
        ("MADRID, 3 de marzo (Reuters) - El barco se hundió.", ["Reuters"]),
        # what only looks like it
        ("“It sank,” he told (Reuters) - The mayor later denied it.", []),
        ("The mayor (Reuters) - The ferry sank.", []),
        ("WASHINGTON (Roe) - The ferry sank.", []),
        ("ASHCOMBE (AP Photo) — The ferry.", []),
        ("LEEDS (AFP/Getty Images) - The ferry.", []),
        ("Ann Roe (AFP) wept.", []),
        ("The mayor told Reuters on Monday that it sank.", []),
        ("Reuters said on Monday that it would close its office.", []),
        ("(AP) The ferry.", []),  # how pictures are signed; a dateline has a dash
    ],
)
def test_dateline(start: str, expected: list[str]) -> None:
    """A dateline at the start names the agency; brackets in a sentence, and those of a picture, do not."""
    assert agencies(f"{start}\n{BODY}") == expected


def test_dateline_far_down() -> None:
    """A dateline in the middle belongs to something else that the article shows."""
    assert agencies(f"{BODY * 4}\nPARIS (AFP) — It sank.\n{BODY}") == []


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Reuters", ["Reuters"]),
        ("The Associated Press", ["AP"]),
        ("ASSOCIATED PRESS", ["AP"]),
        ("JOHN SMITH, Associated Press", ["AP"]),
        ("Ann Roe with AFP", ["AFP"]),
        ("AP Sports Writer", ["AP"]),
        ("AP National Political Writer", ["AP"]),
        ("Reuters Staff", ["Reuters"]),
        ("Ann Roe (Reuters)", ["Reuters"]),
        ("Ann Roe — dpa", ["dpa"]),
        ("Deutsche Presse-Agentur", ["dpa"]),
        ("AFP/Reuters", ["AFP", "Reuters"]),
        ("Reuters | AP", ["Reuters", "AP"]),
        ("Le Courrier avec AFP", ["AFP"]),
        ("Le Courrier avec l'AFP et Reuters", ["AFP", "Reuters"]),
        ("Agence France-Presse", ["AFP"]),
        ("La Presse canadienne", ["Canadian Press"]),
        ("Redacción/EFE", ["EFE"]),
        ("Agencia EFE", ["EFE"]),
        ("Ana Roe y Europa Press", ["Europa Press"]),
        # people and others
        ("Ann Roe", []),
        ("Reuters Institute", []),
        ("Mike Bloomberg", []),
        ("Ap", []),  # no name of the agency, and somebody's
        ("AFP/Getty Images", []),
        ("Ann Roe, AP Photo", []),
        ("Ann Roe covers ships, Reuters and more", []),
        ("Ann Roe, a former reporter of Reuters, AP", []),
    ],
)
def test_author(author: str, expected: list[str]) -> None:
    """A byline that has an agency among its names names it; part of a name, a picture's and a sentence do not."""
    assert agencies(BODY, author) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Roe, Associated Press", ["AP"]),
        ("By AFP", ["AFP"]),
        ("Source: Xinhua", ["Xinhua"]),
        ("Par l'AFP", ["AFP"]),
        ("Avec AFP et Belga", ["AFP", "Belga"]),
        ("Por Ana Roe, EFE", ["EFE"]),
        ("Con información de EFE", ["EFE"]),
        # others
        ("Ann Roe/Reuters", []),  # a picture's
        ("Reuters", []),  # the same
        ("An interview with Reuters", []),
        ("By any count, Reuters grew", []),
        ("By Ann Roe", []),
    ],
)
def test_byline(line: str, expected: list[str]) -> None:
    """A line at the start that says "by", "with" or "source" and names an agency."""
    assert agencies(f"A ferry sank\n{line}\n{BODY}") == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("(Reporting by Ann Roe in Leeds; Editing by Tom Lee)", ["Reuters"]),
        ("Reporting by Ann Roe; additional reporting by Tom Lee; Editing by Ida Falk", ["Reuters"]),
        ("Our Standards: The Thomson Reuters Trust Principles.", ["Reuters"]),
        ("To contact the reporter on this story: Ann Roe in Leeds at aroe@bloomberg.net", ["Bloomberg"]),
        ("© 2026 AFP", ["AFP"]),
        ("Copyright 2026 The Associated Press. All rights reserved.", ["AP"]),
        ("(AFP)", ["AFP"]),
        ("— Reuters", ["Reuters"]),
        ("AFP/dpa", ["AFP", "dpa"]),
        ("The ferry sank. (Reuters)", ["Reuters"]),
        ("The ferry sank. PTI", ["PTI"]),
        ("The ferry sank. – AFP", ["AFP"]),
        ("“It sank.” (AP)", ["AP"]),
        ("(With inputs from PTI)", ["PTI"]),
        ("With files from The Canadian Press", ["Canadian Press"]),
        ("Associated Press writers Ann Q. Roe in Leeds and Tom Lee in Paris contributed to this report.", ["AP"]),
        ("Ann Roe and The Associated Press contributed to this report.", ["AP"]),
        ("Reuters contributed to this story.", ["Reuters"]),
        ("Information from The Associated Press was used in this report.", ["AP"]),
        ("This report by The Canadian Press was first published March 3, 2026.", ["Canadian Press"]),
        ("(Reportage Ann Roe, version française Tom Lee, édité par Ida Falk)", ["Reuters"]),
        ("(avec AFP)", ["AFP"]),
        ("Le ferry a coulé. (Belga)", ["Belga"]),
        ("Cet article a été rédigé par l'Agence France-Presse.", ["AFP"]),
        ("(Reporte de Ana Roe; editado en español por Tom Lee)", ["Reuters"]),
        ("Con información de EFE y Reuters", ["EFE", "Reuters"]),
        ("Fuente: EFE", ["EFE"]),
        ("Esta noticia fue publicada originalmente por Europa Press.", ["Europa Press"]),
        # what an article tells of agencies, and whose its pictures are
        ("“It sank,” the mayor told Reuters.", []),
        ("The mayor spoke to AFP", []),
        ("He told Reuters on Monday. Ann Roe contributed to this report.", []),
        ("The mayor, Reuters reported, wept.", []),
        ("A spokesman for Bloomberg declined to comment.", []),
        ("The book is by Michael R. Bloomberg.", []),
        ("With Reuters he rose to editor.", []),
        ("© AFP", []),
        ("Photo: AFP", []),
        ("(AFP/Getty Images)", []),
        ("(AP Photo/Ann Roe)", []),
        ("Ann Roe/Reuters", []),
        ("Source: Reuters calculations", []),
        ("Reporting by Ann Roe", []),  # anybody's
        ("Ann Roe, reporting by boat, was editing by night.", []),
        ("Copyright 2026 Reuters Institute", []),
        ("Le maire l'a dit à l'AFP.", []),
        ("Selon l'AFP, le ferry a coulé.", []),
        ("Crédit photo : AFP", []),
        ("Lo dijo a EFE el alcalde.", []),
        ("Con EFE trabajó diez años.", []),
    ],
)
def test_credit(end: str, expected: list[str]) -> None:
    """A credit at the end names the agency; a sentence that speaks of one, and a picture's credit, do not."""
    assert agencies(f"{BODY}{end}") == agencies(f"{BODY}{end}\nRead more about ferries") == expected


@pytest.mark.parametrize(
    ("publisher", "url", "expected"),
    [
        ("Reuters", "https://courier.example/a", ["Reuters"]),
        ("Reuters: World News", "https://courier.example/a", ["Reuters"]),
        ("Yonhap News Agency - Latest", "https://courier.example/a", ["Yonhap"]),
        (None, "https://www.reuters.com/world/a", ["Reuters"]),
        ("Top stories", "https://apnews.com/article/a", ["AP"]),
        ("The Courier: Reuters", "https://courier.example/a", []),
        ("Reuters Institute", "https://reutersinstitute.example/a", []),
        (None, "https://notreuters.com/a", []),
        (None, "not an address", []),
    ],
)
def test_publisher(publisher: str | None, url: str, expected: list[str]) -> None:
    """What an agency publishes itself is from it."""
    assert agencies(BODY, publisher=publisher, url=url) == expected


def test_each_once() -> None:
    """An agency that is named in several places is there once; publisher and byline come first."""
    assert agencies(f"PARIS (AFP) — It sank.\n{BODY}\n(avec AFP et dpa)", "Ann Roe, Reuters", publisher="AP") == [
        "AP",
        "Reuters",
        "AFP",
        "dpa",
    ]


def test_names_are_one_agency_s() -> None:
    """No name and no site stands for two agencies."""
    names = [form for name, others, _ in AGENCIES for form in {name, *others.split(" | ")} - {""}]
    hosts = [host for _, _, hosts in AGENCIES for host in hosts.split()]
    assert len(names) == len(set(names))
    assert len(hosts) == len(set(hosts))


@given(st.text(alphabet=st.sampled_from("AFPaé (/)—-.,:\n©1")), st.text())
@example("", "\r")
@example("", "the ")
def test_whatever_it_says(text: str, author: str) -> None:
    """Any text and any byline are read, and what is found are agencies."""
    assert set(agencies(text, author)) <= {name for name, _, _ in AGENCIES}


@pytest.mark.parametrize("piece", ["AP, ", "Paris ", "1 de mars ", "and AP ", "© ", "(AP)/", "Reporting by ", "A. ", "By A, ", "with "])
def test_hostile(piece: str) -> None:
    """A text that is built to be slow costs no more than its length."""
    text = piece * (50_000 // len(piece))
    started = time.process_time()
    agencies(text, text)
    agencies("\n".join([text] * 3))
    assert time.process_time() - started < 3
