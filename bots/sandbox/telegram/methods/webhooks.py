"""Webhook or polling, never both; https://core.telegram.org/bots/api#setwebhook"""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.webhook import Webhook

PORTS = (443, 80, 88, 8443)
LONGEST_SECRET = 256
MOST_CONNECTIONS = 100


def set_webhook(call: Call) -> bool:
    """Setting the same again changes nothing; another address begins with what is pending."""
    url = str(call.get("url") or "")
    if not url:
        return delete_webhook(call)
    call.world.limits.admit_webhook()
    connections = min(max(int(call.get("max_connections") or 40), 1), MOST_CONNECTIONS)
    hook = Webhook(checked_url(url), checked_secret(str(call.get("secret_token") or "")), connections)
    updates = call.world.updates
    updates.oust("terminated by setWebhook request")
    if call.get("drop_pending_updates"):
        updates.drop_pending()
    updates.allow(call.get("allowed_updates"))
    updates.direct(hook)
    return True


def delete_webhook(call: Call) -> bool:
    if call.get("drop_pending_updates"):
        call.world.updates.drop_pending()
    call.world.updates.direct(None)
    return True


def get_webhook_info(call: Call) -> Json:
    updates = call.world.updates
    info: Json = {"url": "", "has_custom_certificate": False} | (updates.webhook.info() if updates.webhook else {})
    allowed = {"allowed_updates": updates.allowed} if updates.allowed else {}
    return info | {"pending_update_count": len(updates.pending())} | allowed


def checked_url(url: str) -> str:
    """HTTPS on four ports; but on this machine anything goes, as with a Bot API server of one's own."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if not loopback(parts.hostname):
        if parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if port not in (None, *PORTS):
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return parts.geturl()


def loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked_secret(secret: str) -> str:
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    return secret
