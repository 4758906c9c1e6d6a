"""What patterns find of people that is no post: numbers of documents, and how somebody makes a living."""

from __future__ import annotations

from .finding import Found
from .syllables import is_vietnamese


def is_no_post(fact: Found) -> bool:
    """Whether what somebody is called is no post that they hold."""
    return _is_number(fact) or _ends_company(fact) or _only_a_calling(fact) or _is_company(fact)


def _ends_company(fact: Found) -> bool:
    """Whether a name of two words only ends a company's: "ông A, Giám đốc Công ty Phần mềm Hồ Gươm"."""
    who, post = fact.subjects[0], fact.objects[0]
    reading = fact.reading
    behind = post.inner is not None and post.last == who.first and who.high - who.low == 2
    marked = reading.sentence.words[post.first - 1 : post.first] in ([","], ["-"])
    holder = any(one.last == post.first - 1 for one in reading.all("person"))
    plain = all(is_vietnamese(word) for word in reading.sentence.words[who.low : who.high])
    return behind and marked and holder and plain


def _is_company(fact: Found) -> bool:
    """Whether who is a member is a company: "FPT Smart Cloud, a member of FPT Corporation"."""
    reading, who = fact.reading, fact.subjects[0]
    words = reading.sentence.words
    member = all(words[post.low] == "member" for post in fact.objects)
    return (reading.english and member) and any(
        one.first < who.first and who.last <= one.last and "'" not in words[one.first : who.first]
        for one in reading.all("organisation")
    )


def _is_number(fact: Found) -> bool:
    """Whether who would hold a post is a document: "Decision 749/QD-TTg, the Prime Minister …"."""
    who = fact.subjects[0]
    return any(one.first < who.high and who.low < one.last for one in fact.reading.all("document"))


def _only_a_calling(fact: Found) -> bool:
    """Whether somebody is only said to live by something: "anh A, hướng dẫn viên du lịch"."""
    reading = fact.reading
    return not any(
        post.inner is not None
        or reading.matches("post_calling", post.low) == post.low
        or any(reading.sentence.capital[post.low + 1 : post.high])
        for post in fact.objects
    )
