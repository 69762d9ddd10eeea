"""Pickle what checks find, for another process that has the same wayout.

Dataclasses with slots look up their own fields, one by one, whenever one is pickled: to say once
for each class what there is takes a tenth of that.
"""

import pickle
from collections.abc import Callable, Mapping
from copyreg import dispatch_table
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from wayout.analysis.finding import Finding, Step, Witness
from wayout.analysis.lifecycle import Location, Transition
from wayout.analysis.runs import STEMS, Reduced


def pickled(found: object) -> bytes:
    """Return what `pickle.loads` makes it of again. A search that many stems share is in it once.

    Linear in the findings and the searches. What else is in it must be such as pickle takes.
    """
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(found)
    return out.getvalue()


def _by_fields(made: type) -> Callable[[object], Reduced]:
    values = attrgetter(*(field.name for field in fields(made)))
    return lambda one: (made, values(one))


def _by_items(view: Mapping[object, object]) -> Reduced:
    return _view, (dict(view),)


def _view(items: dict[object, object]) -> Mapping[object, object]:
    return MappingProxyType(items)


_REDUCERS: Mapping[type, Callable[[Any], str | tuple[Any, ...]]] = {
    **dispatch_table,
    **STEMS,
    **{made: _by_fields(made) for made in (Finding, Location, Step, Transition, Witness)},
    MappingProxyType: _by_items,
}
