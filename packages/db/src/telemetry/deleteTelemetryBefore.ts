import type { Queryable } from '../client/queryable.ts'

/** Where readings of each fineness lie. */
export const telemetryTables = { reading: 'telemetry', minute: 'telemetry_minutes', hour: 'telemetry_hours' } as const

/** Deletes readings of one fineness that are older than `before`. Index: the at index of the table. */
export async function deleteTelemetryBefore(db: Queryable, { of, before }: { of: keyof typeof telemetryTables; before: Date }): Promise<void> {
  await db.query(`delete from ${telemetryTables[of]} where at < $1`, [before])
}
