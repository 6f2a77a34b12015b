"""What the demonstration shows in a form, the form takes back unchanged."""

import inspect
import re

import pytest

from representatives.demonstration import own_story, people
from representatives.profiles.phones import normalise_phone


@pytest.mark.parametrize("module", [own_story, people])
def test_the_numbers_of_the_demonstration_are_numbers(module):
    source = inspect.getsource(module)
    numbers = [one.replace("{person % 100_000_000:08}", "00000042") for one in re.findall(r'"(\+999[^"]*)"', source)]
    assert numbers
    for number in numbers:
        assert normalise_phone(number) == number
