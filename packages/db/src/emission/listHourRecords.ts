import type { Queryable } from '../client/queryable.ts'

/** An hour as it was frozen: a JSON array of nodes with their seconds. */
export type HourRecordRow = { readonly hour: bigint; readonly record: string }

/** The frozen hours from `first` to `last`, both included, oldest first. Index: hour_records (hour). Takes no lock. */
export async function listHourRecords(db: Queryable, { first, last }: { first: bigint; last: bigint }): Promise<HourRecordRow[]> {
  return db.query<HourRecordRow>('select hour, record from hour_records where hour between $1 and $2 order by hour', [first, last])
}
