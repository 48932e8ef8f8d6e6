import pytest
from tests.server.making import *
from tests.server.intake.sending import taken
from tests.server.pages.test_walls import closed_addresses
from server.intake.models import RefusedEvent

VALUES = ["9"*30, "9"*5000, "-1", "١٢", "0001-01-01.1", "9999-12-31.1", "9999-12-31", "0001-01-01", "9"*30+".op", "2026-09-01.9999999999999999999999999", "0001-01-01T00:00:00+14:00~1","9999-12-31T23:59:59-14:00~1", "2026-01-01T00:00:00+00:00~"+"9"*25, "\u0000", "\ud7ff", "%", "a"*3000, "eyJ9", "WyItYXQiLCIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ","²"]
NAMES = ["after","before","since","until","from","to","q","clerk","counter","school","place","period","sort","kind","days","state","who","what","role","export","table","replaces","event","case","problem","shown","service","language","run","way","trouble"]

def test_it(caplog):
    c = InventedCounter(); c.decide(); c.put(b"{}"); taken(c.batch())
    user = make_user(at=make_district()); client = signed_in(user); client.raise_request_exception=False
    bad=set()
    base=[a for n,a in closed_addresses()]
    base=[a.replace("t1-2026-000001", c.code) for a in base]
    for address in base:
        for name in NAMES:
            for value in VALUES:
                for more in ({}, {"kind":"lag"},{"period":"days"},{"shown":"all"},{"sort":"due"}):
                    if more and name not in ("after","from","to"): continue
                    try:
                        r = client.get(address, {**more, name: value})
                        if r.streaming: b"".join(r.streaming_content)
                        if r.status_code>=500: bad.add((address,name,value[:40],str(more),r.status_code))
                    except Exception as e:
                        bad.add((address,name,value[:40],str(more),repr(e)[:80]))
    for one in sorted(bad): print("BAD", one)
    for x in caplog.records: x.levelno=0
    assert not bad
