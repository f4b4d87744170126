import type { Queryable } from '../client/queryable.ts'
import { telemetrySums, telemetryValues } from './telemetryValues.ts'

/** From which table into which, and how long a span is. */
const steps = {
  minute: { from: 'telemetry', into: 'telemetry_minutes', weight: '1', lease: 'coalesce(lease_id, 0)' },
  hour: { from: 'telemetry_minutes', into: 'telemetry_hours', weight: 'samples', lease: 'lease_id' },
} as const

/**
 * Sums readings of whole spans in [from, to) up: 5-second readings into minutes, or minutes into hours. Doing it again is harmless: a span that
 * has fewer readings left than were summed before stays as it is. Index: telemetry (at), telemetry_minutes (at).
 */
export async function rollUpTelemetry(db: Queryable, { into, from, to }: { into: keyof typeof steps; from: Date; to: Date }): Promise<void> {
  const step = steps[into]
  const means = telemetryValues.map((value) => `sum(${value} * ${step.weight}) / nullif(sum(${step.weight}) filter (where ${value} is not null), 0)`)
  const sums = telemetrySums.map((value) => `sum(${value})`)
  const columns = [...telemetryValues, ...telemetrySums]
  const updates = columns.map((value) => `${value} = excluded.${value}`)
  await db.query(
    `insert into ${step.into} as known (node_id, lease_id, at, samples, ${columns.join(', ')})
     select node_id, ${step.lease}, date_bin('1 ${into}', at, 'epoch'), sum(${step.weight}), ${[...means, ...sums].join(', ')}
     from ${step.from} where at >= $1 and at < $2 group by 1, 2, 3
     on conflict (node_id, lease_id, at) do update set samples = excluded.samples, ${updates.join(', ')} where excluded.samples >= known.samples`,
    [from, to],
  )
}
