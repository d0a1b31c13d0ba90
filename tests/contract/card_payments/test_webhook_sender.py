"""What the card company tells us: signed, again until it is taken, lost or doubled on request."""

import http.server
import json
import threading
import time

import pytest
import stripe

from tests.contract.card_payments.calls import create
from tests.processes import start_sandbox
from tests.sandbox import Sandbox

pytestmark = pytest.mark.sandbox
SECRET = "whsec_sandbox_0123456789abcdefghijkl"


class Portal:
    """Takes webhooks as the portal would, or refuses them."""

    def __init__(self):
        self.taken, self.refusing = [], False
        portal = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                payload = self.rfile.read(int(self.headers["Content-Length"])).decode()
                signature = self.headers["Stripe-Signature"]
                stripe.WebhookSignature.verify_header(payload, signature, SECRET, 300)
                if not portal.refusing:
                    event = stripe.Event.construct_from(json.loads(payload), "key")
                    portal.taken.append((self.path, event))
                self.send_response(503 if portal.refusing else 200)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def kinds(self):
        return [event.type for _path, event in self.taken]

    def wait_for(self, count, seconds=15):
        until = time.monotonic() + seconds
        while len(self.taken) < count and time.monotonic() < until:
            time.sleep(0.05)
        return self.kinds()


@pytest.fixture(scope="module")
def listening(tmp_path_factory):
    """A sandbox of its own that knows where the portal is."""
    portal = Portal()
    process, url = start_sandbox(
        tmp_path_factory.mktemp("webhooks"),
        env={"PORTAL_URL": portal.url, "STRIPE_WEBHOOK_SECRETS": SECRET},
    )
    with process:
        yield portal, url
    portal.server.shutdown()
    portal.server.server_close()


@pytest.fixture
def portal(listening):
    portal, url = listening
    Sandbox(url).reset()
    portal.refusing = False
    time.sleep(0.5)  # whatever the last test left is sent or gone
    portal.taken.clear()
    return portal


@pytest.fixture
def client(listening):
    return stripe.StripeClient("sk_test_0123456789", base_addresses={"api": listening[1]})


@pytest.fixture
def faults(listening):
    return Sandbox(listening[1])


def expire_one(client):
    session = create(client)
    client.v1.checkout.sessions.expire(session.id)
    return session


def test_a_webhook_is_signed_and_goes_to_the_portal(portal, client):
    session = expire_one(client)

    assert portal.wait_for(1) == ["checkout.session.expired"]
    path, event = portal.taken[0]
    assert path == "/payments/webhooks/stripe/"
    assert event.data.object.id == session.id


def test_it_is_sent_again_until_it_is_taken(portal, client):
    portal.refusing = True
    expire_one(client)
    time.sleep(1.5)
    assert portal.kinds() == []

    portal.refusing = False

    assert portal.wait_for(1) == ["checkout.session.expired"]
    time.sleep(1.5)
    assert len(portal.taken) == 1


def test_a_lost_webhook_never_comes_although_it_happened(portal, client, faults):
    faults.fault("webhooks", "lost")
    expire_one(client)
    time.sleep(1.5)

    assert portal.kinds() == []
    assert [event.type for event in client.v1.events.list().data] == ["checkout.session.expired"]


def test_a_doubled_webhook_comes_three_times(portal, client, faults):
    faults.fault("webhooks", "duplicate")
    expire_one(client)

    assert portal.wait_for(3) == ["checkout.session.expired"] * 3
    assert len({event.id for _path, event in portal.taken}) == 1


def test_a_slow_webhook_comes_late(portal, client, faults):
    faults.fault("webhooks", "slow", seconds=2)
    expire_one(client)
    time.sleep(1)
    assert portal.kinds() == []

    assert portal.wait_for(1) == ["checkout.session.expired"]
