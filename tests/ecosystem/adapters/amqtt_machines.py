"""The machines that amqtt's broker and session make when they are made."""

from amqtt.broker import Broker
from amqtt.session import Session

broker = Broker.__new__(Broker)
broker._init_states()
session = Session()
