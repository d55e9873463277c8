from django.db import migrations

from apps.core.rls import LookupFunction, Protect

PUBLIC = """
CREATE FUNCTION documents_paper_public(wanted text)
RETURNS TABLE (
    serial text, kind text, language text, issuer_id bigint, persons integer, status text,
    issued_at timestamptz, ended_at timestamptz, reason text, replaced_by text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT paper.serial, paper.kind, paper.language, paper.issuer_id, paper.persons, paper.status,
           paper.issued_at, paper.ended_at, paper.reason, newer.serial
      FROM documents_paper AS paper
      LEFT JOIN documents_paper AS newer ON newer.id = paper.replaced_by_id
     WHERE paper.code = wanted AND paper.status <> 'reserved'
$$
"""

DETAIL = """
CREATE FUNCTION documents_paper_detail(wanted text, proofs bytea[])
RETURNS TABLE (subject text, holder_id bigint, detail text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT paper.subject, paper.holder_id, paper.detail::text
      FROM documents_paper AS paper
     WHERE paper.code = wanted AND paper.status <> 'reserved' AND paper.pin_hash = ANY (proofs)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers")]

    operations = [
        Protect("documents_papercounter", writer="institution_id", system=True),
        Protect(
            "documents_paper", writer="issuer_id", readers=["holder_id"], system=True, lookup=True
        ),
        LookupFunction("documents_paper_public(text)", PUBLIC),
        LookupFunction("documents_paper_detail(text, bytea[])", DETAIL),
    ]
