"""A system in Python, as users write one."""

HOUSE = '''
    from statemachine import State, StateMachine

    from wayout.machines.vocabulary import Accepted, Claim
    from wayout.machines.vocabulary.systems import Member, System, Together


    class Door(StateMachine):
        shut = State(initial=True)
        open = State()

        enter = shut.to(open)
        close = open.to(shut)


    class Lamp(StateMachine):
        off = State(initial=True)
        on = State()

        switch_on = off.to(on)
        switch_off = on.to(off)


    class House(System):
        """A house with a door and two lamps."""

        door = Member(Door, alone=("close",))
        lamp = Member(Lamp, copies=2, alone=("switch_off",))

        enter = Together(door.does("enter"), lamp.does("switch_on"), source="house.py:enter")
        claims = (Claim("lit", "AG (door.open -> lamp1.on | lamp2.on)", "nobody is in the dark"),)
    '''
