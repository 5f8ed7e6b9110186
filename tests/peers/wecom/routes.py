"""Which path is answered by what."""

from tests.peers.wecom import files, rooms, update
from tests.peers.wecom.api import Route
from tests.peers.wecom.auth import Tokens
from tests.peers.wecom.contacts import Contacts
from tests.peers.wecom.oauth import Oauth
from tests.peers.wecom.rooms import Webhooks
from tests.peers.wecom.send import Sends


def routes(tokens: Tokens, sends: Sends, oauth: Oauth) -> dict[str, Route]:
    contacts, webhooks = Contacts(), Webhooks(tokens.world)
    return {
        "gettoken": Route(lambda call, _: tokens.gettoken(call), token=False),
        "message/send": Route(sends.send, post=True, escapes="switch"),
        "message/update_template_card": Route(lambda call, _: update.update(call, sends), post=True),
        "message/recall": Route(lambda call, _: update.recall(call), post=True),
        "media/upload": Route(lambda call, _: files.upload(call), post=True, json=False),
        "media/get": Route(lambda call, _: files.get(call)),
        "department/list": Route(lambda call, _: contacts.departments(call)),
        "department/simplelist": Route(lambda call, _: contacts.simple_departments(call)),
        "user/simplelist": Route(lambda call, _: contacts.simple_members(call)),
        "user/list": Route(lambda call, _: contacts.members(call)),
        "user/get": Route(lambda call, _: contacts.member(call)),
        "agent/get": Route(lambda call, _: contacts.agent(call)),
        "user/getuserid": Route(lambda call, _: contacts.by_mobile(call), post=True),
        "auth/getuserinfo": Route(lambda call, _: oauth.getuserinfo(call)),
        "appchat/send": Route(rooms.appchat, post=True),
        "webhook/send": Route(webhooks.send, post=True, token=False),
        "webhook/upload_media": Route(
            lambda call, _: webhooks.upload(call), post=True, token=False, json=False
        ),
        "getcallbackip": Route(lambda call, _: {"ip_list": ["127.0.0.1"]}),
        "get_api_domain_ip": Route(lambda call, _: {"ip_list": ["127.0.0.1"]}),
    }
