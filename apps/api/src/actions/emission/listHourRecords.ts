import { freezeHour, type HourRecordRow, listHourRecords as listRows } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { HourRecordsWire } from '@infinitio/domain/wire'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
const mostHours = 72
/** Seconds after an hour's end by which its last count is stored. */
const afterSeconds = 60
/** Maximum age of counts before deletion. An hour that nobody requested by then has no record. */
const oldestHours = 168

/**
 * Returns the records of completed hours, both ends included. The first request of an hour freezes its record.
 * Rejects with `api.invalid_field` for none or more than 72 hours, and with `api.not_found` for an hour that is not
 * over or that is one week old and was never frozen. Throws ChainUnavailableError.
 */
export async function listHourRecords({ db, clock }: Services, { first, last }: { first: number; last: number }): Promise<HourRecordsWire | Refusal> {
  if (last < first || last - first >= mostHours) return { rejected: 'api.invalid_field', detail: `first and last: at most ${mostHours} hours` }
  const { ok, now } = clock.read()
  // Without the chain's time, an hour could be frozen before its end.
  if (!ok) throw new ChainUnavailableError('the time of the chain is not known')
  if (now < (last + 1) * hourSeconds + afterSeconds) return { rejected: 'api.not_found', detail: `the hour ${last} is not over for a minute` }
  const known = await readRows(db, { first, last })
  const missing = hoursBetween(first, last).filter((hour) => !known.has(hour))
  const tooOld = missing.find((hour) => hour < now / hourSeconds - oldestHours)
  if (tooOld !== undefined) return { rejected: 'api.not_found', detail: `the hour ${tooOld} has no record` }
  for (const hour of missing) await freezeHour(db, { hour: BigInt(hour) })
  const rows = missing.length === 0 ? known : await readRows(db, { first, last })
  return {
    hours: hoursBetween(first, last).map((hour) => ({
      hour,
      nodes: JSON.parse(rows.get(hour) ?? '[]') as HourRecordsWire['hours'][number]['nodes'],
    })),
  }
}

async function readRows(db: Services['db'], { first, last }: { first: number; last: number }): Promise<Map<number, string>> {
  const rows = await listRows(db, { first: BigInt(first), last: BigInt(last) })
  return new Map(rows.map(({ hour, record }: HourRecordRow) => [Number(hour), record]))
}

function hoursBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place)
}
