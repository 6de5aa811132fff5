"""How long the task of each queue may take. In: STAGES; out: seconds, for tasks, scheduler and fleet alike.

Invariant: a task is told to stop at its limit, killed GRACE_S later, and nothing counts as lost before LONGEST_S.
"""

from pipeline.stages import QUEUES, STAGES

EDGE_LIMIT_S = 120  # of poll, fetch and index; a stage names its own
GRACE_S = 10
LIMITS = dict.fromkeys(QUEUES, EDGE_LIMIT_S) | {stage.name: stage.time_limit_s for stage in STAGES}
LONGEST_S = max(LIMITS.values()) + GRACE_S
