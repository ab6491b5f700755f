"""Searching lists of people: what was typed is a name, and names never stand in an address or a log."""

from django.http import HttpRequest

LONGEST = 80


def private_words(request: HttpRequest, name: str = "q", *, path: str = "") -> str:
    """The words searched for on this path: posted, then kept in the session, so that sorting and paging keep them.

    Goes with `{% search_box label private=True value=words %}`; the view must allow POST. A download of the list
    gives the list's `path`.
    """
    key = f"search:{path or request.path}"
    if request.method == "POST" and name in request.POST:
        request.session[key] = request.POST[name].strip()[:LONGEST]
    return str(request.session.get(key, ""))
