"""Departments and members, as far as an app sees them."""

from dataclasses import dataclass, field

from tests.peers.wecom.calls import Call
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import DAY, ROOT, App, Department, Member

MISSES = 0.2  # of the accounts: telephone numbers that nobody has


@dataclass
class Contacts:
    misses: dict[tuple[str, int], int] = field(default_factory=dict)  # by corp and day

    def departments(self, call: Call) -> Json:
        """Only what lies in the visible range, from `id` down."""
        app, corp = _reader(call), call.corp
        seen = corp.under(app.visible.departments)
        below = corp.under([_number(call, "id", ROOT)]) if "id" in call.query else seen
        if "id" in call.query and _number(call, "id", ROOT) not in seen:
            raise Refusal(60011)
        rows = [_department(one) for one in corp.departments if one.id in seen & below]
        return {"department": rows}

    def simple_departments(self, call: Call) -> Json:
        rows = self.departments(call)["department"]
        return {"department_id": [{name: row[name] for name in ("id", "parentid", "order")} for row in rows]}

    def simple_members(self, call: Call) -> Json:
        """Of one department and not of those below it."""
        members = self._members(call)
        return {
            "userlist": [{"userid": m.userid, "name": m.name, "department": m.departments} for m in members]
        }

    def members(self, call: Call) -> Json:
        return {"userlist": [_member(one, _reader(call)) for one in self._members(call)]}

    def _members(self, call: Call) -> list[Member]:
        app, corp = _reader(call), call.corp
        if "department_id" not in call.query:
            raise Refusal(60123)
        wanted = _number(call, "department_id", 0)
        if not any(one.id == wanted for one in corp.departments):
            raise Refusal(60123)
        if wanted not in corp.under(app.visible.departments):
            raise Refusal(60011)
        return [one for one in corp.members if wanted in one.departments and corp.sees(app, one)]

    def member(self, call: Call) -> Json:
        app, member = _reader(call), call.corp.member(call.query.get("userid", ""))
        if member is None:
            raise Refusal(60111)
        if not call.corp.sees(app, member):
            raise Refusal(60011)
        return _member(member, app)

    def agent(self, call: Call) -> Json:
        """The app as its own token may read it: its name, and whom it sees."""
        app = _reader(call)
        if _number(call, "agentid", 0) != app.agentid:
            raise Refusal(301002)
        users = [{"userid": userid} for userid in app.visible.members]
        return {
            "agentid": app.agentid,
            "name": app.name,
            "close": int(app.state == "disabled"),
            "redirect_domain": app.trusted_domain,
            "allow_userinfos": {"user": users},
            "allow_partys": {"partyid": app.visible.departments},
        }

    def by_mobile(self, call: Call) -> Json:
        """Who guesses numbers is locked out for the day."""
        today = (call.corp.id, call.world.clock() // DAY)
        if self.misses.get(today, 0) > MISSES * len(call.corp.members):
            raise Refusal(45009)
        mobile = call.body.get("mobile")
        found = next((one for one in call.corp.members if mobile and one.mobile == mobile), None)
        if found is None:
            self.misses[today] = self.misses.get(today, 0) + 1
            raise Refusal(46004)
        return {"userid": found.userid}


def _reader(call: Call) -> App:
    if call.app is None:
        raise Refusal(48009)  # the contact-sync secret, from an address that is new
    return call.app


def _number(call: Call, name: str, otherwise: int) -> int:
    value = call.query.get(name, "")
    return int(value) if value.isdigit() else otherwise


def _department(one: Department) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "name_en": "",
        "department_leader": one.leaders,
        "parentid": one.parentid,
        "order": one.order,
    }


def _member(one: Member, app: App) -> Json:
    """Since 2022 a new app is told no telephone number."""
    status = 1 if one.active else 4
    row: Json = {"userid": one.userid, "name": one.name, "department": one.departments, "status": status}
    return row | {"mobile": one.mobile} if app.shows_mobile else row
