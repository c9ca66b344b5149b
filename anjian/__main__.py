"""The command line: python -m anjian check | figures | indicator NAME | audit | brief TEMPLATE | tidy | demo."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from anjian import brief, demo, indicators, report, words
from anjian import config as configuration
from anjian.areas import UnknownDistrict, areas, resolve
from anjian.brief.refusal import refuse
from anjian.config import ROOT, ConfigError
from anjian.exports.canonical import canonical_bytes
from anjian.exports.csv_file import csv_bytes
from anjian.exports.document import Document
from anjian.exports.own_template import fill, findings
from anjian.exports.tables import Table
from anjian.exports.writers import WRITERS, writer
from anjian.figures.setting import Setting, setting
from anjian.problems import STOPS, Problem
from anjian.selection import Selection, parse_period
from anjian.store import Database, DataError, load
from anjian.store.files import csv_files, read_folder, read_table
from anjian.store.schema import GRADES

OWN_ENDINGS = (".docx",)


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 where something stops it (2 for a wrong call)."""
    args = _parser().parse_args(argv)
    commands = {
        "check": _check, "figures": _figures, "indicator": _indicator, "audit": _audit, "tidy": _tidy, "demo": _demo,
        "brief": _brief,
    }  # fmt: skip
    try:
        return commands[args.command](args)
    except DataError as error:
        print(_listing(error.problems, args), file=sys.stderr)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ConfigError, UnknownDistrict, ValueError) as error:
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m anjian", description="安鉴：区县安全生产数字的核对与查询")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=ROOT / "data", metavar="DIR", help="数据文件夹 (default: data/)")
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 (default: zh)")
    asking = argparse.ArgumentParser(add_help=False, parents=[common])
    asking.add_argument("--district", action="append", default=[], metavar="ID|名称", help="区县、市或组，可重复")
    asking.add_argument("--year", action="append", type=int, default=[], help="年份，可重复")
    asking.add_argument("--period", type=_period, metavar="2022-01..2022-06", help="时段")
    asking.add_argument("--latest", action="store_true", help="各自最新一期")
    asking.add_argument("--format", choices=("table", "csv", "json"), default="table")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", parents=[common], help="检查数据，列出 文件:行: 列: 说明；有阻止发布的问题时退出码为1")
    figures = commands.add_parser("figures", parents=[asking], help="列出数字及出处")
    figures.add_argument("--measure", action="append", default=[], help="指标，可重复")
    figures.add_argument("--domain", action="append", default=[], help="领域，可重复")
    one = commands.add_parser("indicator", parents=[asking], help="计算一个指标，给出能否比较及理由")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--sector", default="all", help="行业 (default: all)")
    one.add_argument("--grade", default="all", help="事故等级 (default: all)")
    one.add_argument("--every-scope", action="store_true", help="连同专项行动和其他主体的数")
    audited = commands.add_parser(
        "audit", parents=[common], help="重算原文所载比率、合计和同比，列出待核实的；有待核实的，退出码仍为0"
    )
    audited.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_brief(commands.add_parser("brief", parents=[common], help="按模板写成会议材料，每个数字都有注"))
    commands.add_parser("tidy", parents=[common], help="把CSV写成规范格式")
    made = commands.add_parser("demo", help="写一个演示市：随机数字，不是真实数字")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="写入的文件夹：空的，或原有演示数据的")
    made.add_argument("--rows", type=int, metavar="N", help="大约多少个数字 (default: 每个指标每月一个)")
    made.add_argument("--months", type=int, default=60, metavar="N", help="几个月，到2025年12月 (default: 60)")
    made.add_argument("--seed", type=int, default=2021, metavar="N", help="随机种子 (default: 2021)")
    made.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 (default: zh)")
    return parser


def _add_brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE", help="config.yaml中briefs的名称")
    parser.add_argument("--district", action="append", required=True, metavar="ID|名称", help="区县、市或组，可重复")
    parser.add_argument("--period", type=_period, required=True, metavar="2024-01..2024-06", help="时段")
    parser.add_argument("--field", action="append", default=[], type=_field, metavar="栏目=内容", help="可重复")
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="日期 (default: 数据的最新日期)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="结尾定格式：.docx .pptx .xlsx .txt")
    parser.add_argument("--own-template", type=Path, metavar="FILE", help="填入本单位的.docx模板")


def _field(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise argparse.ArgumentTypeError(f"found {text!r}; allowed: 拟稿=张三")
    return name, value


def _period(text: str) -> tuple[date, date]:
    try:
        return parse_period(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _check(args: argparse.Namespace) -> int:
    config, undeclared = configuration.load(), []
    try:
        database = load(args.data)
        problems = database.problems
        undeclared = indicators.undeclared(database, config)
    except DataError as error:
        problems = error.problems
    print(_listing(problems, args))
    own = args.data.resolve() == ROOT / "data"  # other folders need not hold all that config.yaml speaks of
    if own and undeclared:
        print(*undeclared, sep="\n")
    return int(any(p.severity == STOPS for p in problems) or bool(own and undeclared))


def _listing(problems: tuple[Problem, ...], args: argparse.Namespace) -> str:
    if not problems:
        return words.say("message", "clean", args.lang)
    lines = [
        f"{_shown(args.data / p.file)}:{p.line}: {p.column or '-'}: {_mark(p, args.lang)}{words.problem(p, args.lang)}"
        for p in problems
    ]
    stops = sum(p.severity == STOPS for p in problems)
    return "\n".join([*lines, words.say("message", "counts", args.lang, stops=stops, warns=len(problems) - stops)])


def _mark(p: Problem, lang: str) -> str:
    return "" if p.severity == STOPS else f"[{words.say('severity', p.severity, lang)}] "


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _selection(args: argparse.Namespace, database: Database) -> Selection:
    known = areas(database)
    config = configuration.load()
    chosen = dict.fromkeys(d for name in args.district for d in resolve(name, known, config, args.lang))
    mode = "latest" if args.latest else None
    return Selection(tuple(chosen), tuple(args.year), args.period, mode, args.lang)


def _known(what: str, asked: list[str], allowed: Iterable[str], lang: str) -> None:
    """Raise ValueError for a name that nobody declared; say what was found and what is allowed."""
    allowed = list(dict.fromkeys(allowed))
    for name in asked:
        if name not in allowed:
            listed = words.enumeration(allowed, lang)
            raise ValueError(words.say("message", "unknown_name", lang, what=what, found=name, allowed=listed))


def _figures(args: argparse.Namespace) -> int:
    database = load(args.data)
    measures = [r for r in database.query("names") if r["kind"] == "measure"]
    _known("--measure", args.measure, (r["id"] for r in measures), args.lang)
    _known("--domain", args.domain, (r["more"] for r in measures), args.lang)
    rows = report.figure_rows(database, _selection(args, database), args.measure, args.domain, args.latest)
    here = setting(database, configuration.load(), args.lang)
    _write(rows, report.table_of(rows, "figures"), args.format, here)
    return 0


def _indicator(args: argparse.Namespace) -> int:
    database, config = load(args.data), configuration.load()
    sectors = (r["id"] for r in database.query("names") if r["kind"] == "sector")
    _known("--sector", [args.sector], sectors, args.lang)
    _known("--grade", [args.grade], GRADES, args.lang)
    selection = _selection(args, database)
    result = indicators.compute(
        database, config, args.name, selection, sector=args.sector, grade=args.grade, every_scope=args.every_scope
    )
    here = setting(database, config, args.lang)
    document = report.indicator_document(result, here)
    _write(document, report.indicator_table(document, result, args.lang), args.format, here)
    return 0


def _audit(args: argparse.Namespace) -> int:
    """Print the audit; its finding goes to stderr. Questions are for the publishers: they are no failure."""
    here = setting(load(args.data), configuration.load(), args.lang)
    document = report.audit_document(here)
    table = report.audit_table(document, here)
    _write(document, table, args.format, here)
    print(table.title, file=sys.stderr)
    return 0


def _write(document: object, table: Table, form: str, here: Setting) -> None:
    """Print a document or its table; what must be marked says so in the table and, whatever the form, on stderr."""
    for label, text in here.marked():
        print(f"{label}: {text}", file=sys.stderr)
    table = replace(table, notes=(*table.notes, *here.marked()))
    if form == "json":
        print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    elif form == "csv":
        sys.stdout.buffer.write(csv_bytes(table))
    else:
        print(report.plain_text(table))


def _tidy(args: argparse.Namespace) -> int:
    contents = read_folder(args.data)
    tables = [read_table(name, content) for name, content in contents.items()]
    problems = tuple(sorted(p for t in tables for p in t.problems))
    if any(p.severity == STOPS for p in problems):
        print(_listing(problems, args), words.say("message", "tidy_refused", args.lang), sep="\n", file=sys.stderr)
        return 1
    order = {r["id"]: r["order"] for t in tables if t.name == "districts" for r in t.rows}
    paths = {p.stem: p for p in csv_files(args.data)}
    for table in tables:
        path, tidy = paths[table.name], canonical_bytes(table, order)
        if tidy != contents[table.name]:
            _replace(path, tidy)
            print(f"{_shown(path)}: {words.say('message', 'tidied', args.lang)}")
    return 0


def _demo(args: argparse.Namespace) -> int:
    try:
        figures = demo.write(args.out, args.months, args.rows, args.seed)
    except demo.Refused as error:
        raise ValueError(words.say("message", error.code, args.lang, **error.params)) from error
    except OSError as error:
        raise ValueError(f"{args.out}: {error.strerror}") from error
    print(words.say("message", "demo_written", args.lang, n=figures, folder=_shown(args.out)))
    return 0


def _brief(args: argparse.Namespace) -> int:
    """Write a brief; nothing is written where it cannot be made honestly."""
    write = _writer(args)
    database = load(args.data)
    args.year, args.latest = [], False
    selection = _selection(args, database)
    here = setting(database, configuration.load(), args.lang)
    document = brief.build(args.template, here, selection, dict(args.field), args.date)
    try:
        _replace(args.out, write(document))
    except OSError as error:
        raise ValueError(f"{args.out}: {error.strerror}") from error
    print(words.say("message", "brief_written", args.lang, file=_shown(args.out), title=document.title))
    return 0


def _writer(args: argparse.Namespace) -> Callable[[Document], bytes]:
    """Return the writer that a file's ending names; raise Refused for another one, before anything is built."""
    ending = args.out.suffix.lower()
    allowed = WRITERS if args.own_template is None else OWN_ENDINGS
    if ending not in allowed:
        raise refuse("ending", args.lang, found=args.out.name, allowed=words.enumeration(allowed, args.lang))
    return writer(ending) if args.own_template is None else _own_writer(args)


def _own_writer(args: argparse.Namespace) -> Callable[[Document], bytes]:
    """Return what fills a bureau's own template; what it has no place for is told, a template at fault stops."""
    try:
        template = args.own_template.read_bytes()
    except OSError as error:
        raise ValueError(f"{args.own_template}: {error.strerror}") from error

    def write(document: Document) -> bytes:
        filled = fill(template, document, args.lang)
        for finding in findings(template, document, args.lang):
            print(finding.text, file=sys.stderr)
        return filled

    return write


def _replace(path: Path, content: bytes) -> None:
    """Write beside and rename into place, so that a reader never meets half a file."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
