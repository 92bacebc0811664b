"""Small files in the formats of registers, made for tests; states and dates are public facts or made up."""

from __future__ import annotations

from pathlib import Path

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
MEMBER_COLUMNS = ("atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "phase", *OBLIGATIONS)
ALLIANCE_COLUMNS = ("atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", *OBLIGATIONS, "mem1", "mem2")
MEMBERS = (
    "3440,365,1961,7,6,1996,9,10,0,1,0,0,1,0",
    "3440,731,1961,7,6,1996,9,10,0,1,0,0,1,0",
    "4940,365,2000,2,9,0,0,0,0,0,0,0,0,1",
    "4940,731,2000,2,9,0,0,0,0,0,0,0,0,1",
    "9001,2,1949,4,0,0,0,0,1,1,0,0,0,0",
    "9001,20,1949,4,0,1950,1,1,1,1,0,0,0,0",
    "9001,20,1950,1,2,0,0,0,2,1,0,0,0,0",
    "9001,350,1952,0,0,1974,8,14,1,1,0,0,0,0",
    "9001,8888,1952,0,0,0,0,0,1,1,0,0,0,0",
)
ALLIANCES = ("3440,1961,7,6,1996,9,10,1,0,0,1,0,365,731", "9002,0,0,0,0,0,0,1,0,0,0,0,365,731")
DESTA_COLUMNS = "number;base_treaty;name;entry_type;consolidated;year;entryforceyear;c1;c2;c3;mc1;mc2;mc3"
DESTA = (
    '"7";7;"Norway Chile";"base_treaty";0;2003;2004;578;152;NA;0;0;NA',
    '"7+1";7;"Norway Chile Peru accession";"accession";0;2010;NA;578;152;604;2;2;1',
    '"7a";7;"Norway Chile protocol";"protocol or amendment";0;2012;NA;578;152;NA;0;0;NA',
    '"7_1";7;"Norway Chile withdrawal Peru";"withdrawal";0;2015;NA;578;152;604;2;2;1',
    '"8";8;"Norway Japan";"negotiation";0;2016;NA;578;392;NA;0;0;NA',
    '"9a";9;"Lost protocol";"protocol or amendment";0;2016;NA;578;392;NA;0;0;NA',
    '"10";10;"Soviet trade";"base_treaty";0;1980;NA;643;246;999;0;0;0',
)
INDEX = (
    "chapter_no,treaty_no,treaty_name,url",
    '3,3,"Convention on Harbours. Vienna, 18 April 1961",x',
    '3,4.a,"Protocol to the Convention on Harbours. Vienna, 2 May 1963",x',
    '3,5,"Convention without a list",x',
)
PARTICIPANTS = (
    'Participant,Signature,"Ratification, Accession(a), Succession(d)"',
    "Austria,18 Apr 1961,28 Apr 1966",
    "Afghanistan,,6 Oct 1965 a",
    "Bahamas,,17 Mar 1977 d",
    "Belgium,23 Oct 1961,",
    "Iran (Islamic Republic of) 1,27 May 1961,3 Feb 1965",
    "Ruritania,18 Apr 1961,",
    "Chile,,17 Mar 1977 n",
    "Peru,,no date",
)


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def atop_members(folder: Path) -> Path:
    return written(folder / "atop-member-level.csv", ",".join(MEMBER_COLUMNS), *MEMBERS)


def atop_alliances(folder: Path) -> Path:
    return written(folder / "atop-alliance-level.csv", ",".join(ALLIANCE_COLUMNS), *ALLIANCES)


def desta(folder: Path) -> Path:
    return written(folder / "DESTA.csv", DESTA_COLUMNS, *DESTA)


def untc(folder: Path) -> Path:
    written(folder / "treaties" / "3-3.csv", *PARTICIPANTS)
    written(folder / "treaties" / "3-4-a.csv", "Participant,Acceptance(A)", "Austria,2 Jan 1964 A")
    return written(folder / "index.csv", *INDEX)
