"""A reader of pages for tests: what they hold, where their links lead, and whether they are well formed."""

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}


class Page(HTMLParser):
    """Reads a page and complains about any tag that is not closed where it should be."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.outside, self.texts = [], [], [], [], []
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in {"href", "src", "srcset", "data", "action"}:
                (self.links if value.startswith("#") else self.outside).append(value)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"line {self.getpos()[0]}: </{tag}>"

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def check(self):
        """Say that it is well formed, that every link leads somewhere, and that nothing comes from outside."""
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))
        assert {link[1:] for link in self.links} <= set(self.ids)
        assert self.outside == []
        assert not {"script", "img", "link", "iframe"} & self.tags

    @property
    def text(self):
        return "".join(self.texts)
