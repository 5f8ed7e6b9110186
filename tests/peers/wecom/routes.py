"""Which path is answered by what."""

from tests.peers.wecom import update
from tests.peers.wecom.api import Route
from tests.peers.wecom.auth import Tokens
from tests.peers.wecom.send import Sends


def routes(tokens: Tokens, sends: Sends) -> dict[str, Route]:
    return {
        "gettoken": Route(lambda call, _: tokens.gettoken(call), token=False),
        "message/send": Route(sends.send, post=True, escapes="switch"),
        "message/update_template_card": Route(lambda call, _: update.update(call, sends), post=True),
        "message/recall": Route(lambda call, _: update.recall(call), post=True),
        "getcallbackip": Route(lambda call, _: {"ip_list": ["127.0.0.1"]}),
        "get_api_domain_ip": Route(lambda call, _: {"ip_list": ["127.0.0.1"]}),
    }
