"""Query files: found, read, bound. Values stay values whatever is in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from smartcity_kb.model.errors import InputError, NotFoundError, UsageError
from smartcity_kb.model.terms import XSD_BOOLEAN, XSD_DATE, XSD_INTEGER
from smartcity_kb.model.text import nfc
from smartcity_kb.views.queries import (
    MAX_BYTES,
    QueryFile,
    bind,
    find_query,
    library,
    library_folder,
    query_from_text,
    read_query,
)
from smartcity_kb.views.query_header import read_header

EINDHOVEN = NamedNode("https://w3id.org/sckb/id/eindhoven")
# Everything but lone surrogates, which are no text.
ANY_CHARACTER = st.characters(codec="utf-8")
HEADER = """\
#+ summary: Who it is
#+ description: >
#+   One line
#+   and another.
#+ tags:
#+   - people
#+   - 'with: a colon'
#+ endpoint: https://example.org/sparql
#+ defaults:
#+   lang: vi
#+   since: '2016-03'
SELECT ?x WHERE { ?x ?p ?o FILTER (LANG(?o) = ?_lang && ?p > ?_since_date) }
"""


def resolve(name: str) -> NamedNode:
    if name in ("Eindhoven", "id:eindhoven"):
        return EINDHOVEN
    raise NotFoundError(f"no entity named '{name}'")


def rows(text: str, **values: str) -> list[tuple[object, ...]]:
    """What a bound query gives over an empty store."""
    results = pyoxigraph.Store().query(bind(text, values, resolve))
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return [tuple(row) for row in results]


def value_of(variable: str, value: str) -> object:
    """The term that a parameter's value becomes."""
    [(term,)] = rows(f"SELECT ({variable} AS ?it) {{}}", **{variable.split("_")[1]: value})
    return term


def test_header_is_read() -> None:
    query = query_from_text(HEADER, "who")
    assert query.summary == "Who it is"
    assert query.description == "One line and another."
    assert query.tags == ("people", "with: a colon")
    told = [(p.name, p.variable, p.type, p.default, p.required) for p in query.parameters]
    assert told == [
        ("lang", "_lang", "string", "vi", False),
        ("since", "_since_date", "date", "2016-03", False),
    ]


def test_grlcs_list_of_defaults_is_read() -> None:
    query = query_from_text("#+ defaults:\n#+   - lang: en\nSELECT * { ?s ?p ?_lang }")
    assert query.parameters[0].default == "en"


@pytest.mark.parametrize(
    ("header", "line", "says"),
    [
        ("#+ summary Partners", 1, "not 'key: value'"),
        ("#+ summary: a\n#+ sumary: b", 2, "unknown key 'sumary'"),
        ("#+ summary: a\n#+ summary: b", 2, "a second time"),
        ("#+ summary:", 1, "has no text"),
        ("#+ summary: 'open", 1, "does not end"),
        ("#+ summary: Events: all", 1, "put 'Events: all' in single quotes"),
        ("#+ tags: people", 1, "takes [one, two]"),
        ("#+ tags:\n#+   people", 2, "is not '- value'"),
        ("#+ tags: [a, , b]", 1, "an empty value"),
        ("#+ defaults: vi", 1, "takes a line 'name: value'"),
        ("#+ defaults:\n#+   x vi", 2, "not 'key: value'"),
        ("#+ defaults:\n#+   x:", 2, "?__x"),
        ("#+ defaults:\n#+   x: a\n#+   x: b", 3, "a second time"),
        ("#+ defaults:\n#+   y: a", 2, "no parameter ?_y"),
        ("#+ defaults:\n#+\tx: a", 2, "U+0009"),
        ("#+ summary: a\n#+   tags: [b]", 2, "put 'tags: [b]' in single quotes"),
        ("#+   summary: a\n#+ tags: [b]", 2, "not in line"),
        ("# note\n\n#+ summary: a\nPREFIX id: <urn:x>\n#+ tags: [b]", 5, "move it to the top"),
    ],
)
def test_a_malformed_header_is_told_with_its_line(tmp_path: Path, header: str, line: int, says: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(f"{header}\nSELECT * {{ ?s ?p ?_x }}", "utf-8")
    with pytest.raises(InputError) as raised:
        read_query(str(path))
    assert raised.value.message.startswith(f"{path}:{line}: in the header: ")
    assert says in raised.value.message


SIGNS = st.text("ab:#'\"-[], >|?é{}~&*!%@`\\", min_size=1, max_size=6)
VALUE = st.sampled_from(["a", "b c", "x-1", "'it''s: b'", '"a #b"', "é"]) | SIGNS
MORE = st.lists(
    st.builds("\n#+{}{}".format, st.sampled_from(["", "   ", "   ", "   ", "    "]), VALUE | st.just(""))
)
LINES = st.lists(
    st.builds("summary: {}".format, VALUE)
    | st.builds("description: {}{}".format, VALUE | st.sampled_from([">", "|"]), MORE.map("".join))
    | st.builds("tags: [{}]".format, st.lists(VALUE).map(", ".join))
    | st.builds("tags:{}".format, st.lists(st.builds("\n#+   - {}".format, VALUE)).map("".join))
    | st.builds("defaults:{}".format, st.lists(st.builds("\n#+   {}: {}".format, VALUE, VALUE)).map("".join)),
    max_size=3,
)


@given(LINES.map(lambda lines: "#+ " + "\n#+ ".join(lines)))
@example("#+ description: >\n#+   a\n#+\n#+\n#+   b")
@example("#+ description: |\n#+   a\n#+    b")
@example("#+ tags: [a, 'it''s']\n#+ summary: \"a #x\"")
def test_what_is_read_means_the_same_to_a_yaml_parser(text: str) -> None:
    lines = [line for line in text.split("\n") if line.startswith("#+")]
    try:
        header = read_header("\n".join(lines), "x.rq")
    except InputError:
        return
    # Blanks at the end of a line are not seen and not read.
    read = yaml.load("\n".join(line[2:].rstrip() for line in lines), Loader=yaml.BaseLoader) or {}
    assert header.summary == read.get("summary", "").strip("\n")
    assert header.description == read.get("description", "").strip("\n")
    assert list(header.tags) == (read.get("tags") or [])
    defaults = read.get("defaults") or {}
    if isinstance(defaults, list):
        defaults = {name: value for pair in defaults for name, value in pair.items()}
    assert {name: value for name, (value, _) in header.defaults.items()} == defaults


@given(st.text(ANY_CHARACTER))
@example('" } ; DROP ALL #')
@example("\\u0022 . ?s ?p ?o } #")
@example("'''")
@example('x"@vi . ?a ?b ?c . "')
@example("?_it $_it <urn:x>")
@example("line\nline\r\ttab\0")
def test_a_text_stays_a_value(value: str) -> None:
    assert value_of("?_it", value) == Literal(nfc(value))
    assert value_of("?_it_vi", value) == Literal(nfc(value), language="vi")
    assert rows("SELECT ?_it { FILTER (?_it = ?_it) } ORDER BY ?_it", it=value) == [(Literal(nfc(value)),)]


@given(st.text(ANY_CHARACTER, max_size=12).map(lambda end: "https://a.example/" + end))
@example("https://a.example/> } #")
def test_an_iri_is_one_or_is_refused(value: str) -> None:
    try:
        term = value_of("?_it_iri", value)
    except (NotFoundError, InputError):
        return
    assert term == NamedNode(value)


@given(st.text(max_size=12), st.sampled_from(["date", "integer", "boolean"]))
def test_a_number_date_or_boolean_is_one_or_is_refused(value: str, type_: str) -> None:
    try:
        term = value_of(f"?_it_{type_}", value)
    except InputError:
        return
    assert isinstance(term, Literal)
    assert term.datatype.value.endswith(f"#{type_}")


@pytest.mark.parametrize(
    ("variable", "value", "term"),
    [
        ("?_since_date", "2016", Literal("2016-01-01", datatype=XSD_DATE)),
        ("?_since_date", "2016-02", Literal("2016-02-01", datatype=XSD_DATE)),
        ("?_before_date", "2016", Literal("2016-01-01", datatype=XSD_DATE)),
        ("?_until_date", "2016", Literal("2016-12-31", datatype=XSD_DATE)),
        ("?_until_date", "2016-02", Literal("2016-02-29", datatype=XSD_DATE)),
        ("?_until_date", "2016-02-03", Literal("2016-02-03", datatype=XSD_DATE)),
        ("?_after_date", "2017", Literal("2017-12-31", datatype=XSD_DATE)),
        ("?_n_integer", "007", Literal("7", datatype=XSD_INTEGER)),
        ("?_n_integer", "-7", Literal("-7", datatype=XSD_INTEGER)),
        ("?_b_boolean", "false", Literal("false", datatype=XSD_BOOLEAN)),
        ("?_e_iri", "Eindhoven", EINDHOVEN),
        ("?_e_iri", "id:eindhoven", EINDHOVEN),
        ("?_e_iri", "sckb:partner", NamedNode("https://w3id.org/sckb/ns#partner")),
        ("?_e_iri", "http://example.org/x", NamedNode("http://example.org/x")),
        ("?_t_vi", "thành", Literal("thành", language="vi")),
        ("$_t_en", "city", Literal("city", language="en")),
        ("?_t", "", Literal("")),
    ],
)
def test_values_become_terms(variable: str, value: str, term: object) -> None:
    assert value_of(variable, value) == term


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("?_since_date", "soon", "-p since=soon: 'since' takes a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("?_since_date", "2017-02-29", "has no day 29"),
        ("?_since_date", "2017-13", "there is no month"),
        ("?_since_date", "2017-21", "there is no month 21"),
        ("?_since_date", "15/8/2016", "for example -p since=2016-03"),
        ("?_since_date", "２０１７", "takes a date"),
        ("?_n_integer", "1.5", "'n' takes a whole number"),
        ("?_n_integer", "9" * 5000, "'n' takes a whole number"),
        ("?_b_boolean", "yes", "'b' takes true or false"),
        ("?_e_iri", " ", "'e' takes an entity"),
        ("?_t", "\udcff", "not UTF-8"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(variable: str, value: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        value_of(variable, value)
    assert says in raised.value.message
    assert len(raised.value.message) < 250


def test_an_unknown_entity_is_what_the_resolver_says() -> None:
    with pytest.raises(NotFoundError, match="no entity named 'Nowhere'"):
        value_of("?_e_iri", "Nowhere")


def test_an_unknown_parameter_names_the_nearest() -> None:
    with pytest.raises(UsageError) as raised:
        bind(find_query("partners"), {"organization": "VNPT"}, resolve)
    assert raised.value.message == (
        "query 'partners' has no parameter 'organization'; did you mean 'organisation'?"
        " it takes organisation, lang"
    )
    with pytest.raises(UsageError, match="it takes none"):
        bind("SELECT * { ?s ?p ?o }", {"x": "y"}, resolve)


def test_a_missing_parameter_is_named_with_its_type_and_an_example() -> None:
    with pytest.raises(UsageError) as raised:
        bind(find_query("about"), {}, resolve)
    assert raised.value.message == (
        "query 'about' needs 'entity': an entity: its name, slug, CURIE or IRI;"
        " for example -p entity=Eindhoven"
    )


def test_a_default_may_be_overruled() -> None:
    text = "#+ defaults:\n#+   it: a\nSELECT (?_it AS ?x) {}"
    assert rows(text) == [(Literal("a"),)]
    assert rows(text, it="b") == [(Literal("b"),)]


def test_an_optional_parameter_stays_free() -> None:
    text = "SELECT ?__it ?given { VALUES ?other { 1 2 } BIND (BOUND(?__it) AS ?given) }"
    free = rows(text)
    assert [row[0] for row in free] == [None, None]
    assert {str(row[1]) for row in free} == {str(Literal(False))}
    assert {tuple(map(str, row)) for row in rows(text, it="x")} == {(str(Literal("x")), str(Literal(True)))}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT ?_a ?b { ?b ?c ?_a }", "SELECT ('T' AS ?_a) ?b { ?b ?c 'T' }"),
        ("SELECT DISTINCT $_a WHERE { ?b ?c $_a }", "SELECT DISTINCT ('T' AS $_a) WHERE { ?b ?c 'T' }"),
        ("SELECT (STR(?_a) AS ?b) {}", "SELECT (STR('T') AS ?b) {}"),
        ("SELECT (EXISTS { ?x ?y ?_a } AS ?b) ?_a {}", "SELECT (EXISTS { ?x ?y 'T' } AS ?b) ('T' AS ?_a) {}"),
        ("SELECT ?b { ?b ?c ?_a } GROUP BY ?b ?_a", "SELECT ?b { ?b ?c 'T' } GROUP BY ?b ('T')"),
        (
            "SELECT ?b { ?b ?c ?_a } ORDER BY DESC(?_a) ?_a",
            "SELECT ?b { ?b ?c 'T' } ORDER BY DESC('T') ('T')",
        ),
        ("SELECT * { { SELECT ?b { ?b ?c ?_a } } }", "SELECT * { { SELECT ?b { ?b ?c 'T' } } }"),
        ("ASK { VALUES ?b { 1 } ?b ?c ?_a }", "ASK { VALUES ?b { 1 } ?b ?c 'T' }"),
        ("ASK { FILTER BOUND(?_a) }", "ASK { FILTER (true) }"),
        ("CONSTRUCT { ?b ?c ?_a } WHERE { ?b ?c ?_a }", "CONSTRUCT { ?b ?c 'T' } WHERE { ?b ?c 'T' }"),
        ("ASK { ?b ?c '?_a', \"?_a\", '''?_a''', ?_a }", "ASK { ?b ?c '?_a', \"?_a\", '''?_a''', 'T' }"),
        ("ASK { <urn:?_a> ?c ?_a } # ?_a", "ASK { <urn:?_a> ?c 'T' } # ?_a"),
        ("ASK { ?b ?c ?_a. ?_ ?d ?a_a }", "ASK { ?b ?c 'T'. ?_ ?d ?a_a }"),
    ],
)
def test_a_term_stands_wherever_a_parameter_may(text: str, bound: str) -> None:
    query = bind(text, {"a": "T"}, resolve)
    assert query == bound.replace("'T'", '"T"')
    pyoxigraph.Store().query(query)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("SELECT * {\n BIND (1 AS ?_a) }", "2:13", "assigned with AS"),
        ("SELECT * { VALUES ?_a { 1 } }", "1:19", "given VALUES"),
        ("SELECT * { VALUES (?_a ?b) { (1 2) } }", "1:20", "given VALUES"),
        ("SELECT * { { SELECT ?_a ?b { ?b ?c ?_a } } }", "1:21", "leave it out of the nested SELECT"),
    ],
)
def test_a_parameter_that_cannot_give_way_is_refused_with_its_place(text: str, place: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        bind(query_from_text(text, "mine"), {"a": "x"}, resolve)
    assert raised.value.message.startswith(f"mine:{place}: the parameter ?_a has its value")
    assert says in raised.value.message


def test_one_parameter_has_one_variable() -> None:
    with pytest.raises(
        InputError, match=r"^mine:2: parameter 'x' is both \?_x and \?_x_iri; write one of them$"
    ):
        query_from_text("ASK { ?s ?p ?_x .\n ?_x_iri ?p ?o }", "mine")


def test_library_is_the_repositorys_queries() -> None:
    queries = library()
    assert [query.name for query in queries] == sorted(query.name for query in queries)
    assert len(queries) >= 18
    assert {Path(query.path).name for query in queries} == {p.name for p in Path(library_folder()).iterdir()}


def test_a_query_is_found_by_name_or_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mine.rq", "mine.sparql", "bare"):
        (tmp_path / name).write_text("ASK {}", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_query("partners").name == "partners"
    assert find_query("mine.rq") == QueryFile("mine", "mine.rq", "", "", (), (), "ASK {}")
    assert find_query("./mine.sparql").path == "./mine.sparql"
    assert find_query("bare").text == "ASK {}"
    assert find_query("mine", str(tmp_path)).name == "mine"


@pytest.mark.parametrize("name", ["partner", "partners.rq", "nowhere/partnerz.rq"])
def test_a_query_that_is_not_there_names_the_nearest(name: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        find_query(name)
    assert raised.value.nearest[0] == "partners"
    assert f"'{name}'; did you mean partners" in raised.value.message


@pytest.mark.parametrize("name", ["", "..", "zzzzz", "\0"])
def test_a_name_that_is_none_is_an_error_of_ours(name: str) -> None:
    with pytest.raises((NotFoundError, InputError)):
        find_query(name)


def test_bytes_that_are_no_query_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"ASK {\n ?s ?p '\xe1' }")
    with pytest.raises(InputError, match=r"mine\.rq:2: not UTF-8"):
        read_query(str(path))
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 1024 KiB"):
        read_query(str(path))
    with pytest.raises(InputError, match="cannot be read"):
        read_query(str(tmp_path))
    with pytest.raises(NotFoundError, match="no such query file"):
        read_query(str(tmp_path / "none.rq"))
    with pytest.raises(InputError, match="cannot be read"):
        library(str(tmp_path / "none"))


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode())
    query = read_query(str(path))
    assert query.description == "One line and another."
    assert query.parameters == query_from_text(HEADER).parameters


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "# a comment\nASK {}"])
def test_a_plain_query_costs_no_parser(text: str) -> None:
    program = (
        "import sys; from smartcity_kb.views.queries import bind, query_from_text\n"
        f"assert bind(query_from_text({text!r}), {{}}, None) == {text!r}\n"
        "print(sorted({'re', 'json', 'yaml', 'smartcity_kb.store.sparql_text'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout == "[]\n"
