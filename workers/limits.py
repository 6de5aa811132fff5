"""How long a task may take: seconds, for tasks, scheduler and fleet alike.

Invariant: a task is told to stop at its limit, killed GRACE_S later, and nothing counts as lost before LONGEST_S.
"""

LIMIT_S = 120
GRACE_S = 10
LONGEST_S = LIMIT_S + GRACE_S
