"""When the job runs by the clock."""

import dagster as dg

from assets.jobs import evidence_base

daily = dg.ScheduleDefinition(
    name="daily",
    job=evidence_base,
    cron_schedule="0 3 * * *",
    description="Every night: picks up what the sensor can't see, such as changed rules.",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
