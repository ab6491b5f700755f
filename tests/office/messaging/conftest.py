"""A gateway that really listens, and the settings that lead to it."""

import threading

import pytest

from jobvisit.demo.gateway import Gateway, Habits, serve
from jobvisit.office.messaging.channels import sms


@pytest.fixture
def gateway(settings):
    """A well-behaved gateway; a test changes its `habits`."""
    house = Gateway(Habits(), key="gateway-key")
    server = serve(house, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.SMS_GATEWAY = f"http://127.0.0.1:{server.server_address[1]}"
    settings.SMS_GATEWAY_KEY = "gateway-key"
    yield house
    for client in sms._clients.values():
        client.close()
    sms._clients.clear()
    server.shutdown()
    server.server_close()
    thread.join()
