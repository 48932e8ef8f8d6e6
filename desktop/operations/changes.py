"""What an operation changed, so that screens refresh what they show and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """Kinds of things that changed."""

    journal: bool = False
    register: bool = False
    drafts: bool = False
    printed: bool = False
