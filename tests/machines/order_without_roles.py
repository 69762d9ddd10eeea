"""A plain python-statemachine class: roles are inferred, and nobody is known to act."""

from statemachine import State, StateChart


class OrderWithoutRoles(StateChart):
    validate_trap_states = False
    validate_final_reachability = False
    validate_disconnected_states = False

    draft = State(initial=True)
    paying = State()
    payment_failed = State()
    disputed = State()
    forgotten = State()
    closed = State(final=True)

    pay = draft.to(paying)
    paid = paying.to(closed)
    fail = paying.to(payment_failed)
    dispute = paying.to(disputed)
    argue = disputed.to.itself()
