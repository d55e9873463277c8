import time

from django.urls import get_resolver

from apps.graduates.models import Entry, Finding
from tests.architecture.portal_world import *
from tests.architecture.routes import *


def test_x(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        t = time.time()
        with portal_world() as w:
            print("world", time.time() - t, w.ids)
            with scope(w.cast.uploader_a.actor):
                for e in Entry.objects.filter(kept=False):
                    print(e.row)
                for f in Finding.objects.all():
                    print(f.row, f.rule, f.needs_confirmation)
            for name, pat in routes_of(get_resolver().url_patterns).items():
                path = PATHS.get(name, "/" + pat).format(**w.ids)
                for m in METHODS:
                    row = []
                    for r in ROLES:
                        data = (
                            {
                                k: v.format(**w.ids, membership=w.membership.get(r, ""))
                                for k, v in FORMS.get(name, {}).items()
                            }
                            if m == "POST"
                            else None
                        )
                        sid = transaction.savepoint()
                        b = w.browsers[r]
                        b.raise_request_exception = False
                        try:
                            a = getattr(b, m.lower())(path, data, headers=w.headers.get(r, {}))
                            row.append(str(a.status_code))
                        except Exception as e:
                            row.append("EXC")
                            print(name, m, r, repr(e)[:200])
                        transaction.savepoint_rollback(sid)
                    print(f"{name:<36}{m:<5}" + " ".join(row))
            print("all", time.time() - t)
