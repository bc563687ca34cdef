"""Write the list of error codes: `python tests/docs/doc_index.py`."""

from doc_blocks import DOCS

from respond.errors.catalogue import _ROOMS

ROOMS = (
    ("Reading files", "读取文件"),
    ("Keys and types", "键和类型"),
    ("Values and facts", "数值和事实"),
    ("Conditions", "条件"),
    ("Plans and the library", "预案和预案库"),
    ("Limits and calendars", "时限和日历"),
    ("What players do", "参演者的行动"),
    ("The chain", "推理链"),
    ("Incidents", "事件"),
    ("Papers", "文书"),
    ("Proofs", "证明"),
    ("Tables", "成批判定"),
    ("Exercises", "演练"),
    ("Exercises played live", "现场推演"),
    ("The store of running incidents", "运行事件的记录库"),
    ("The desk", "值守"),
    ("The watch", "看守"),
    ("Supervision", "督办"),
    ("The duty room", "值班室"),
    ("The command line", "命令行"),
    ("Embedding", "嵌入"),
)


def index() -> str:
    """Give the page."""
    parts = ["# Errors 错误代码\n", _INTRODUCTION]
    for (en, zh), room in zip(ROOMS, _ROOMS, strict=True):
        if room.ENTRIES:
            parts.append(f"\n## {en} {zh}\n\n| code | meaning | 含义 |\n|---|---|---|\n")
            parts += [_row(entry.code, entry.problem.zh) for entry in room.ENTRIES]
    return "".join(parts)


def _row(code: str, zh: str) -> str:
    title = (DOCS / "errors" / f"{code}.md").read_text("utf-8").split("\n")[0].removeprefix(f"# {code}: ")
    cell = zh.replace("{{", "{").replace("}}", "}").replace("|", "\\|")
    return f"| [{code}]({code}.md) | {title} | {cell} |\n"


_INTRODUCTION = """
Everything that is wrong with a file, a value or an option is reported with a code, its place
(`file:line:column`), what was found, what was expected and what to do. All faults of a file come at once.
Each code has a page with an example that meets it; the examples are run by the tests.

| exit code | meaning |
|---|---|
| 2 | a file, a value or an option is not valid (most codes below) |
| 4 | nothing covers the question: E505, E610, E611, E615, E648 |
| 70 | an error inside the program: E621, E667, E990 |
"""

if __name__ == "__main__":
    (DOCS / "errors" / "index.md").write_text(index(), "utf-8")
