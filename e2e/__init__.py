"""The product as people use it, in a browser."""

import pytest

pytest.register_assert_rewrite("e2e.barriers", "e2e.steps")
