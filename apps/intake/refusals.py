"""Why a file cannot be read, as an id and numbers: no Django here, the limited child raises it."""

from collections.abc import Mapping

Params = Mapping[str, str | int]


class Refused(Exception):  # noqa: N818  the name under which the rule ids are published
    """The file is refused under a published rule; ``params`` hold counts and names, never cells."""

    def __init__(self, rule: str, **params: str | int) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params: Params = params
