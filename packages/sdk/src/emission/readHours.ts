import { hex32 } from '@infinitio/domain'
import type { HourRecord } from '@infinitio/economy'
import { getHourRecords } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import type { Transport } from '../transport/createTransport.ts'

/** A cache of the records of past hours, by hour. Records never change. An hour that never got a record is cached as a record without machines. */
export type KnownHours = Map<bigint, HourRecord>

/** The most hours in one request. */
const hoursAtOnce = 72n
const hourSeconds = 3_600

/**
 * Reads the records of the hours from `first` to `last` that are not in the cache, newest first. An hour without a record is cached as a record without
 * machines, which has the same effect. Throws `api.not_found` while an hour is not over, and for a record with impossible values. Such a record is never
 * cached.
 */
export async function readHours(transport: Transport, { first, last, known }: { first: bigint; last: bigint; known: KnownHours }): Promise<void> {
  for (let end = last; end >= first; end -= hoursAtOnce) {
    const begin = end - hoursAtOnce + 1n > first ? end - hoursAtOnce + 1n : first
    const missing = hoursBetween(begin, end).filter((hour) => !known.has(hour))
    if (missing.length === 0) continue
    const { hours } = await getHourRecords(transport, { first: Number(begin), last: Number(end), missing: 'skip' })
    const read = new Map(hours.map(({ hour, nodes }) => [BigInt(hour), nodes.map(({ node, seconds }) => ({ node: hex32(node), seconds }))]))
    for (const hour of missing) {
      const nodes = read.get(hour) ?? []
      if (nodes.some(({ seconds }) => !Number.isInteger(seconds) || seconds < 0 || seconds > hourSeconds))
        throw refusal('api.not_found', { detail: `the record of hour ${hour} is impossible` })
      known.set(hour, { hour, nodes })
    }
  }
}

function hoursBetween(first: bigint, last: bigint): bigint[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, place) => first + BigInt(place))
}
