"""E97x: other programs: the conformance kit, and the door for assistants."""

from respond.errors.catalogue.entry import Entry
from respond.errors.text import Text

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "E970",
        Text("{name} 没有应答（{reason}）", "{name} does not answer ({reason})"),
        help=Text("检查地址和服务器是否在运行", "check the address, and that the server runs"),
    ),
    Entry(
        "E971",
        Text("`{found}` 不是 http 或 https 的地址", "`{found}` is no address of http or https"),
        Text("如 http://127.0.0.1:8642", "one such as http://127.0.0.1:8642"),
    ),
    Entry(
        "E972",
        Text("服务器不接受这个密钥（{status}）", "the server does not take this key ({status})"),
        Text("有 plans 权限的密钥", "a key with the permission `plans`"),
        Text("用 --key 给出，或设 RESPOND_KEY", "give it with --key, or set RESPOND_KEY"),
    ),
    Entry(
        "E973",
        Text("没有编号含 `{found}` 的用例", "no case has `{found}` in its id"),
        help=Text("`respond conformance --list` 列出全部", "`respond conformance --list` lists them all"),
    ),
    Entry(
        "E974",
        Text("这不是 JSON-RPC 2.0 的请求：{reason}", "this is no request of JSON-RPC 2.0: {reason}"),
        Text(
            '一行一个 JSON 对象：`{{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}}`',
            'one JSON object a line: `{{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}}`',
        ),
    ),
    Entry(
        "E975",
        Text("没有{kind} `{found}`", "there is no {kind} `{found}`"),
        Text("{known} 之一", "one of {known}"),
    ),
    Entry(
        "E976",
        Text(
            "工具 `{tool}` 的参数 `{name}` 有误：{reason}",
            "the argument `{name}` of the tool `{tool}` is wrong: {reason}",
        ),
        Text("{expected}", "{expected}"),
        Text("tools/list 给出每个工具的参数", "tools/list gives the arguments of every tool"),
    ),
)
"""The codes of what other programs use."""
