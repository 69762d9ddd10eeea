"""The check of a log in SQL for DuckDB, written by hand. Imports nothing of wayout."""

import sys
from tempfile import gettempdir


def floor(path: str) -> int:
    """Decode and hash every value that the check needs."""
    import duckdb

    columns = ("resource", "time", "state", "sequence")
    hashes = ", ".join(f"bit_xor(hash({name}))" for name in columns)
    duckdb.execute(f"select {hashes} from '{path}'").fetchall()  # noqa: S608 - our own path
    return 0


def pairs(path: str) -> int:
    """Count the pairs by hand-written SQL, and nothing else."""
    return _sql(
        f"""select previous, state, count(*), min(time), max(time), min(resource) from (
          select *, lag(state) over (partition by resource order by time, sequence) as previous
          from '{path}') group by all"""  # noqa: S608 - our own path
    )


def sql(path: str) -> int:
    """Find by hand-written SQL all that the check finds: ties, repeats, stays, what is dropped."""
    return _found(
        path,
        f"""
            select *, lag(state) over w as previous, lag(time) over w as before,
              lag(time, 2) over w as earlier, lead(time) over w as after
            from '{path}'
            where resource is not null and time is not null and state is not null
            window w as (partition by resource order by time, sequence, state)
        """,  # noqa: S608 - our own path
    )


def lists(path: str) -> int:
    """Find the same by hand-written SQL that gathers a list of each resource, as ours does."""
    return _found(path, _gathered(path, "state"))


def numbers(path: str) -> int:
    """Do so with the states as numbers, of an enumeration of those that there are; as ours does."""
    import duckdb

    duckdb.execute("drop type if exists state")
    duckdb.execute(
        f"create type state as enum (select distinct state from '{path}' order by state)"  # noqa: S608 - our own path
    )
    return _found(path, _gathered(path, "state::state"))


def _gathered(path: str, state: str) -> str:
    return f"""
        select resource, times[i] as time, states[i] as state, times[i + 1] as after,
          if(i > 1, states[i - 1], null) as previous, if(i > 1, times[i - 1], null) as before,
          if(i > 2, times[i - 2], null) as earlier
        from (
          select resource, list_transform(trace, lambda each: each.t) as times,
            list_transform(trace, lambda each: each.s) as states,
            unnest(range(1, len(trace) + 1)) as i
          from (
            select resource, list_sort(list({{'t': time, 'q': sequence, 's': {state}}})) as trace
            from '{path}'
            where resource is not null and time is not null and state is not null
            group by resource
          )
        )
    """  # noqa: S608 - our own path


def _found(path: str, steps: str) -> int:
    """Count what is missing in a log, and of steps beside their neighbours all that is asked."""
    import duckdb

    duckdb.execute(
        f"select count(*), count(resource), count(time), count(state) from '{path}'"  # noqa: S608 - our own path
    ).fetchall()
    return _sql(
        f"""select previous, state, count(*), min(time), max(time), min(resource),
            sum(coalesce(epoch_us(time) - epoch_us(before), 0)),
            coalesce(time = before, false) or coalesce(time = after, false)
              or coalesce(before = earlier, false) as tied,
            coalesce(time = before and state = previous, false) as repeated
          from ({steps}) group by all"""  # noqa: S608 - our own query
    )


def _sql(query: str) -> int:
    import duckdb

    duckdb.execute("set preserve_insertion_order = false")
    duckdb.execute(f"set memory_limit = '{sys.argv[5]}MB'")
    duckdb.execute(f"set temp_directory = '{gettempdir()}'")
    rows = duckdb.execute(query).fetchall()
    return sum(row[2] for row in rows if row[0] is not None and row[0] != row[1])
