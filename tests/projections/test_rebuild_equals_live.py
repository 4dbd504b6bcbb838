"""Whatever happened and in whatever batches it was read: the live views are those of a rebuild."""

from random import Random

import pytest

from tests.projections.following import following, rebuild
from tests.projections.histories import Teller, surroundings
from tests.projections.random_history import RandomHistory

EVENTS = 200


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_rebuild_equals_live(own_database_url, own_store, seed):
    teller, history = Teller(own_store), RandomHistory(seed)
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    with following(own_database_url, batch=random.choice((20, 20_000))) as live:
        teller.tell(surroundings())
        for _ in range(EVENTS):
            teller.tell(history.next())
            if random.random() < 0.08:
                live.catch_up()
        live.catch_up()
        assert live.stopped == []
        outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()
