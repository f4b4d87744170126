import type { NodeId } from '@infinitio/domain'
import type { PresenceIn, PromisedCapacity } from '@infinitio/matching'
import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { getHourRecords } from '../generated/calls.ts'

const hourSeconds = 3_600
const mostHours = 72
/** Seconds to wait after the end of an hour before its record is read, because the API first has to write it. */
const recordedAfterSeconds = 600

/** Reads and caches in which hours each machine responded. The source is the public record of each past hour, which the calculation of emission also uses. */
export class NodePresence {
  readonly #seen = new Map<number, ReadonlySet<string>>()

  /** Returns true if a node was present in an hour. The record of this hour must have been read before the call. */
  readonly wasPresent: PresenceIn = (node: NodeId, hour) => this.#seen.get(hour)?.has(node) ?? false

  /**
   * Reads the records of all hours in the windows of these commitments (promises of GPU time). Returns false, without reading, until ten minutes after the end
   * of the last of these hours. In an hour without a record, no machine counts as present.
   */
  async read(promises: readonly PromisedCapacity[], { client, transport }: { client: Client; transport: Transport }): Promise<boolean> {
    const hours = [...new Set(promises.flatMap(hoursOf))].filter((hour) => !this.#seen.has(hour)).sort((one, other) => one - other)
    const last = hours.at(-1)
    if (last === undefined) return true
    const { timestamp } = await getBlock(client)
    if (timestamp < BigInt((last + 1) * hourSeconds + recordedAfterSeconds)) return false
    for (const range of rangesOf(hours)) await this.#readRange(transport, range)
    return true
  }

  /** Reads the records of a range of hours. If an hour of the range has no record, reads the two halves of the range separately. */
  async #readRange(transport: Transport, range: { first: number; last: number }): Promise<void> {
    const { first, last } = range
    const records = await getHourRecords(transport, { first, last }).catch((error: unknown) => {
      if (error instanceof InfinitioError && error.code === 'api.not_found') return null
      throw error
    })
    if (records !== null) {
      for (const { hour, nodes } of records.hours) this.#seen.set(hour, new Set(nodes.filter(({ seconds }) => seconds > 0).map(({ node }) => node)))
      return
    }
    if (first === last) {
      this.#seen.set(first, new Set())
      return
    }
    const middle = Math.floor((first + last) / 2)
    await this.#readRange(transport, { first, last: middle })
    await this.#readRange(transport, { first: middle + 1, last })
  }
}

function hoursOf({ from, until }: PromisedCapacity): number[] {
  const first = Math.floor(from / hourSeconds)
  return Array.from({ length: Math.ceil(until / hourSeconds) - first }, (_, place) => first + place)
}

/** Groups sorted hours into ranges of consecutive hours, at most 72 hours in each. */
function rangesOf(hours: readonly number[]): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = []
  for (const hour of hours) {
    const range = ranges.at(-1)
    if (range !== undefined && hour === range.last + 1 && hour - range.first < mostHours) range.last = hour
    else ranges.push({ first: hour, last: hour })
  }
  return ranges
}
