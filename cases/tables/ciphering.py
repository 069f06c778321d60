"""Confidential columns are enciphered as they are written and deciphered as they are read, without anybody asking.

SQL that goes past the objects (``select(Table.column)``, ``update().values()``) sees the enciphered text.
"""

import json
from collections.abc import Collection
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Mapper, QueryContext, Session, object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import SQLModel

from cases.tables.columns import JSON_COLUMN
from cases.tables.confidential import CONFIDENTIAL, Confidential
from runtime.keys.cipher import is_text
from runtime.keys.ring import Erased, Keys

KEYS, STORED = "keys", "stored"
"""Where a session has its keys, and where an object remembers what stands in the database."""

MET, WHOLE = "met_erased", "whole"
"""Where a session notes the erased cases of which it read something, and those of which it reads all or nothing."""


class WithoutKeys(Exception):
    """This session was made without keys: it can write nothing that is confidential."""

    def __init__(self) -> None:
        super().__init__("give the keys to runtime.database.sessions: what is confidential is written with them")


def keys_of(session: Any) -> Keys:
    """The keys of a session, of either kind. Raises WithoutKeys."""
    keys: Keys | None = session.info.get(KEYS)
    if keys is None:
        raise WithoutKeys()
    return keys


def demand_whole(session: Any, number: str) -> None:
    """From here on what this session reads of the case is all there: where its key is destroyed meanwhile, Erased is
    raised in the place of an empty answer. Raises Erased where that has happened already."""
    session.info.setdefault(WHOLE, set()).add(number)
    if (erased := session.info.get(MET, {}).get(number)) is not None:
        raise erased


def stored(row: SQLModel, column: str) -> Any:
    """What stands in the database for a column of an object that was read or written: enciphered, where it is."""
    return inspect(row).info.get(STORED, {}).get(column, getattr(row, column))


def enciphered(keys: Keys, table: type[SQLModel], row: dict[str, Any]) -> dict[str, Any]:
    """A row for SQL that goes past the objects."""
    rule = CONFIDENTIAL.get(table)
    return row if rule is None else row | {name: _text(keys, table, rule, name, row) for name in rule.columns}


def cipher_all() -> None:
    """Begin. Once for a process: when the tables are imported."""
    for table, rule in CONFIDENTIAL.items():
        for moment in ("before_insert", "before_update"):
            event.listen(table, moment, partial(_write, rule))
        for moment in ("after_insert", "after_update"):
            event.listen(table, moment, partial(_written, rule))
        event.listen(table, "load", partial(_load, rule))
        event.listen(table, "refresh", partial(_refresh, rule))


def _write(rule: Confidential, _mapper: Mapper[Any], _connection: Connection, row: SQLModel) -> None:
    state = inspect(row)
    keys = keys_of(object_session(row))
    for name in rule.columns:
        if state.transient or state.pending or state.attrs[name].history.has_changes():
            plain = getattr(row, name)
            text = _text(keys, type(row), rule, name, row.__dict__)
            state.info.setdefault(STORED, {})[name] = text
            state.info.setdefault("plain", {})[name] = plain
            setattr(row, name, text)


def _written(_rule: Confidential, _mapper: Mapper[Any], _connection: Connection, row: SQLModel) -> None:
    for name, plain in inspect(row).info.pop("plain", {}).items():
        set_committed_value(row, name, plain)


def _load(rule: Confidential, row: SQLModel, context: QueryContext | None) -> None:
    if context is not None:  # a merge makes an object without a query: what it holds was given to it
        _read(rule, row, context.session, rule.columns)


def _refresh(rule: Confidential, row: SQLModel, context: QueryContext, names: Collection[str] | None) -> None:
    _read(rule, row, context.session, rule.columns if names is None else set(rule.columns) & set(names))


def _read(rule: Confidential, row: SQLModel, session: Session, names: Collection[str]) -> None:
    """A session without keys sees what stands there: enough to verify a ledger, or a backup."""
    keys: Keys | None = session.info.get(KEYS)
    if keys is None:
        return
    for name in names:
        text = row.__dict__.get(name)
        if is_text(text):
            inspect(row).info.setdefault(STORED, {})[name] = text
            set_committed_value(row, name, _plain(keys, rule, name, row, str(text), session))


def _text(keys: Keys, table: type[SQLModel], rule: Confidential, column: str, row: dict[str, Any]) -> str:
    value = row[column]
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")) if is_json(table, column) else value
    return keys.text(row[rule.case], plain, rule.about(str(table.__tablename__), column, row))


def _plain(keys: Keys, rule: Confidential, column: str, row: SQLModel, text: str, session: Session) -> Any:
    """Of a case that was erased: nothing. Who asks for the case is told so before (cases.repository.reading)."""
    of_json = is_json(type(row), column)
    try:
        plain = keys.plain(row.__dict__[rule.case], text, rule.about(str(row.__tablename__), column, row.__dict__))
    except Erased as erased:
        _note_erased(rule, row, erased, session)
        return {} if of_json else ""
    return json.loads(plain) if of_json else plain


def _note_erased(rule: Confidential, row: SQLModel, erased: Erased, session: Session) -> None:
    """A row that was fetched before its case was erased, and is opened after, says so too. Raises Erased where the case
    is read as a whole."""
    session.info.setdefault(MET, {})[erased.name] = erased
    if erased.name in session.info.get(WHOLE, ()):
        raise erased
    if rule.erased is not None and row.__dict__.get(rule.erased) is None:
        set_committed_value(row, rule.erased, erased.at)


@cache
def is_json(table: type[SQLModel], column: str) -> bool:
    """Whether the column holds JSON; the others hold text."""
    return inspect(table).columns[column].type is JSON_COLUMN
