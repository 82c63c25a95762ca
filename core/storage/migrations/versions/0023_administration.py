"""What administrators do is written down for good; who is away or on call, ready answers, ratings that were seen."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)
UNSEEN = sa.text("seen_at IS NULL")

OPEN = "EXISTS (SELECT 1 FROM erasures WHERE state = 'open')"
SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in ("id", "at", "actor", "deed", "kind"))
WHEN_SQLITE = f"WHEN NOT ({OPEN} AND {SAME.replace('IS NOT DISTINCT FROM', 'IS')})"
"""What names somebody who is forgotten is blanked, and nothing else (0022)."""
REFUSE_SQLITE = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit {when}
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
"""
REFUSE_POSTGRES = (
    "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF TG_OP = 'UPDATE' AND {OPEN} THEN IF {SAME} THEN RETURN NEW; END IF; END IF; "
    "RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
)
RATED_SQLITE = "json_extract(payload, '$.grade')"
RATED_POSTGRES = "payload->>'grade'"


def _person(table: str, name: str, *, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey("persons.id", name=f"fk_{table}_{name}_persons")
    return sa.Column(name, KEY, key, nullable=nullable, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _person("audit", "actor", nullable=True),
        sa.Column("door", sa.Text(), server_default="", nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("deed", "kind", "subject")),
        _person("audit", "whom", nullable=True),
        sa.Column("changes", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_whom", "audit", ["whom"])
    for statement in _refusing():
        op.execute(statement)
    _people()
    _ready()
    _rated()


def _people() -> None:
    op.create_table(
        "absences",
        _person("absences", "person_id", nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("first", "last")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("since_at", "until_at")),
        _person("absences", "cover", nullable=True),
        sa.PrimaryKeyConstraint("person_id", name="pk_absences"),
    )
    op.create_index("ix_absences_until_at", "absences", ["until_at"])
    op.create_table(
        "duties",
        sa.Column("group_id", sa.Text(), nullable=False),
        _person("duties", "person_id", nullable=True),
        sa.Column("until_at", sa.BigInteger(), nullable=True),
        sa.Column("weekly", JSON, nullable=False),
        sa.Column("since", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("group_id", name="pk_duties"),
    )


def _ready() -> None:
    op.create_table(
        "ready_answers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("label", JSON, nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("group_id", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ready_answers"),
    )


def _rated() -> None:
    op.create_table(
        "ratings",
        sa.Column("event_id", KEY, sa.ForeignKey("events.id", name="fk_ratings_event_id_events"), nullable=False),
        sa.Column("ticket_id", KEY, sa.ForeignKey("tickets.id", name="fk_ratings_ticket_id_tickets"), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        _person("ratings", "seen_by", nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_ticket_id", "ratings", ["ticket_id"])
    op.create_index("ix_ratings_unseen", "ratings", ["event_id"], sqlite_where=UNSEEN, postgresql_where=UNSEEN)
    grade = RATED_SQLITE if op.get_bind().dialect.name == "sqlite" else RATED_POSTGRES
    op.execute(
        f"INSERT INTO ratings (event_id, ticket_id, grade, seen_at) "  # noqa: S608
        f"SELECT id, ticket_id, {grade}, at FROM events WHERE kind = 'TicketRated'"
    )


def _refusing() -> tuple[str, ...]:
    if op.get_bind().dialect.name == "sqlite":
        whens = {"update": WHEN_SQLITE, "delete": ""}
        return tuple(REFUSE_SQLITE.format(verb=verb, when=when) for verb, when in whens.items())
    return REFUSE_POSTGRES


def downgrade() -> None:
    op.drop_index("ix_ratings_unseen", "ratings")
    op.drop_index("ix_ratings_ticket_id", "ratings")
    for name in ("ratings", "ready_answers", "duties"):
        op.drop_table(name)
    op.drop_index("ix_absences_until_at", "absences")
    op.drop_table("absences")
    op.drop_index("ix_audit_whom", "audit")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
