"""Questions that pages ask all the time: compiled once, then sent to the driver as they are.

What SQLAlchemy does around a call costs five times the call itself on the embedded database. Here only the
values and the rows are converted, by SQLAlchemy's own types, and the result is one of its results.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, Select
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Statement = TypeVar("Statement", bound=Select[*tuple[Any, ...]])
Convert = Callable[[Any], Any] | None

_prepared: set[Select[Any]] = set()


def prepared(statement: Statement) -> Statement:
    """Marks a statement that is built once and lives as long as the process."""
    _prepared.add(statement)
    return statement


def with_prepared(engine: Engine) -> Engine:
    """The engine's connections know prepared statements."""
    engine._connection_cls = _PreparedConnection  # an engine offers no other way
    return engine


class _PreparedConnection(Connection):
    def execute(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        if statement in _prepared and not self._is_watched:
            plan = _plan(statement, self.dialect)
            module = self.dialect.loaded_dbapi
            try:
                return plan.ask(self.connection.driver_connection, parameters or {})
            except module.Error as error:
                if self.in_transaction():  # PostgreSQL has given up the transaction: nothing can be asked
                    raise DBAPIError.instance(
                        plan.text, None, error, module.Error, hide_parameters=True, dialect=self.dialect
                    ) from error
                # Asked again below, where SQLAlchemy says what is wrong and gives up a lost connection.
        return super().execute(statement, parameters, execution_options=execution_options)

    @property
    def _is_watched(self) -> bool:
        """Somebody listens to statements: whoever counts them must hear all."""
        return bool(self.dispatch.before_cursor_execute)


@dataclass(frozen=True, slots=True)
class _Plan:
    """`inputs` are the names of the values in the order of the text, with what the driver wants of each."""

    text: str
    is_positional: bool
    inputs: Sequence[tuple[str, Convert]]
    fixed: Mapping[str, Any]
    outputs: Sequence[tuple[int, Callable[[Any], Any]]]
    keys: SimpleResultMetaData

    def ask(self, driver: Any, values: Mapping[str, Any]) -> IteratorResult[Any]:
        known = {**self.fixed, **values}
        given = [(name, convert(known[name]) if convert else known[name]) for name, convert in self.inputs]
        sent = [value for _name, value in given] if self.is_positional else dict(given)
        rows = driver.execute(self.text, sent).fetchall()
        return IteratorResult(self.keys, iter(self._converted(rows) if self.outputs else rows))

    def _converted(self, rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
        converted: list[Sequence[Any]] = []
        for row in rows:
            fields = list(row)
            for place, convert in self.outputs:
                fields[place] = convert(fields[place])
            converted.append(tuple(fields))
        return converted


_plans: dict[tuple[Select[Any], str], _Plan] = {}


def _plan(statement: Select[Any], dialect: Dialect) -> _Plan:
    plan = _plans.get((statement, dialect.name))
    if plan is None:
        plan = _plans[statement, dialect.name] = _make_plan(statement, dialect)
    return plan


def _make_plan(statement: Select[Any], dialect: Dialect) -> _Plan:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    if compiled.post_compile_params:
        raise ValueError("a list of values has no text of its own: do not prepare it")
    names = compiled.positiontup or list(compiled.bind_names.values())
    columns = list(statement.selected_columns)
    outputs = [(place, _output(column.type, dialect)) for place, column in enumerate(columns)]
    return _Plan(
        text=compiled.string,
        is_positional=compiled.positional,
        inputs=[(name, _input(compiled.binds[name].type, dialect)) for name in names],
        fixed=compiled.params,
        outputs=[(place, convert) for place, convert in outputs if convert],
        keys=SimpleResultMetaData([column.key or f"column_{place}" for place, column in enumerate(columns)]),
    )


def _input(kind: Any, dialect: Dialect) -> Convert:
    convert: Convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


def _output(kind: Any, dialect: Dialect) -> Convert:
    convert: Convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    return convert
