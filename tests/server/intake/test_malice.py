import json, pytest
from typing import Any
from django.test import Client
from tests.server.intake.sending import document, question, rekey, twin_of, taken, not_taken
from tests.server.making import InventedCounter, make_user, signed_in, make_district
from server.intake.models import Alarm, Delivery, RefusedEvent
from server.register.models import Case
from forms.events import *
from forms.events import canonical_bytes

PAGES = ["/", "/register/", "/norms/", "/norms/overdue/", "/intake/quarantine/", "/places/counters/", "/complaints/", "/complaints/add/", "/register/?export=pdf", "/register/?export=xlsx", "/register/?export=csv", "/norms/?export=pdf&table=clerks","/norms/overruns/","/norms/?export=xlsx&table=clerks","/norms/overruns/?export=pdf"]

def walk(c, extra=()):
    client = signed_in(make_user(at=make_district()))
    client.raise_request_exception = False
    bad = []
    import time
    for p in [*PAGES, *extra]:
        t=time.time()
        r = client.get(p)
        n = len(b"".join(r.streaming_content)) if r.streaming else len(r.content)
        el=time.time()-t
        if r.status_code not in (200,302): bad.append((p, r.status_code))
        print(p, r.status_code, n, round(el,2))
        if not r.streaming: assert b"<script>alert" not in r.content
    print("BAD", bad)
    return bad

EVIL = "<script>alert(1)</script>=cmd|' /C calc'!A0"

@pytest.mark.parametrize("what", ["evil","control","huge","sur","ground","facts","neg","bigserve","number","op","long_number"])
def test_w(what, caplog):
    c = InventedCounter()
    kw: dict[str, Any] = {}
    name = "Сейітқали"
    if what == "evil": name = EVIL
    if what == "control": name = "a\x00b\x1b\u202e\ufffe\x0b"
    if what == "huge": name = "А"*1_000_000
    if what == "ground": kw = dict(outcome="refusal_receipt", grounds=("nope<script>alert",))
    if what == "facts": kw = dict(facts={"zz": "y"*10})
    if what == "neg": kw = dict(serving_seconds=-5)
    if what == "bigserve": kw = dict(serving_seconds=2**62)
    if what == "number": kw = dict(number=f"{c.code}/a b/<script>alert\n?#%")
    if what == "long_number": kw = dict(number=f"{c.code}/"+"9"*5000)
    n = c.decide(name=name, **kw)
    if what == "op":
        from forms.day_acts import DayOpened
        c.record(PaperPrinted(number=n, paper="x"*1000, copy_number=1, copies=2**40, language="zz", sha256="q"), case=None, operator="\x00op<script>alert"*200)
    taken(c.batch())
    print(list(RefusedEvent.objects.values_list("kind","problem","fields")))
    extra = [f"/register/{x.number.replace('/','-')}/" for x in Case.objects.all()] + [f"/intake/quarantine/{r.pk}/" for r in RefusedEvent.objects.all()]
    bad = walk(c, extra)
    assert not bad

@pytest.mark.parametrize("what", ["deep","sur","bigint","wide"])
def test_q(what):
    c = InventedCounter()
    c.decide()
    raw = {"deep": b'{"a":'*900+b'1'+b'}'*900, "sur": b'{"a":"\\ud800"}', "bigint": b'{"a":'+b'9'*5000+b'}', "wide": b'{"k":['+b'1,'*400000+b'1]}'}[what]
    c.put(raw)
    taken(c.batch())
    r = RefusedEvent.objects.get()
    assert not walk(c, [f"/intake/quarantine/{r.pk}/"])
