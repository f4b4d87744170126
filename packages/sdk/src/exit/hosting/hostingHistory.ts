import { type Address, address, hex32, type Hex32 } from '@infinitio/domain'
import { decodeEventLog, type Hex, parseAbi, toEventSelector } from 'viem'
import type { ScannedLog } from '../../chain/scanLogs.ts'

/**
 * The events of a hosting pool that an exit (leaving the market with only an RPC node) reads. They are written out here, so that users can still leave an old
 * pool after the events of newer ones have changed. Never change a line.
 */
const hostingEvents = parseAbi([
  'event ProgrammeSponsored(uint64 indexed programme, address indexed sponsor, uint256 perDay, uint256 firstDay, string model)',
  'event HostingPublished(uint40 indexed day, bytes32 root, bytes shares)',
])

/** First topics of the logs that `HostingHistory` takes. */
export const hostingTopics: readonly Hex[] = hostingEvents.map((event) => toEventSelector(event))

/** A programme of any sponsor. To build the Merkle tree of a day, all programmes that include this day are needed. */
export type LoggedProgramme = { readonly hosting: Address; readonly programme: bigint; readonly sponsor: Address; readonly firstDay: bigint }
/** A published day with its packed shares. */
export type LoggedDay = { readonly hosting: Address; readonly day: bigint; readonly root: Hex32; readonly shares: Hex }

/** Collects programmes and published days from logs of hosting pools, in any order. */
export class HostingHistory {
  readonly #programmes = new Map<string, LoggedProgramme>()
  readonly #days = new Map<string, LoggedDay>()

  /** Returns everything found so far. */
  get found() {
    return { programmes: [...this.#programmes.values()], hostingDays: [...this.#days.values()] }
  }

  /** Adds the logs of one range. Ignores logs with other topics. */
  add(logs: readonly ScannedLog[]): void {
    for (const log of logs) if (hostingTopics.includes(log.topics[0] ?? '0x')) this.#take(log)
  }

  #take({ address: hosting, topics, data }: ScannedLog): void {
    const event = decode(topics, data)
    if (event?.eventName === 'ProgrammeSponsored') {
      const { programme, sponsor, firstDay } = event.args
      this.#programmes.set(`${hosting}:${programme}`, { hosting, programme, sponsor: address(sponsor.toLowerCase()), firstDay })
    }
    if (event?.eventName === 'HostingPublished') {
      const day = BigInt(event.args.day)
      this.#days.set(`${hosting}:${day}`, { hosting, day, root: hex32(event.args.root), shares: event.args.shares })
    }
  }
}

/** Returns null for a log with a known topic but another shape: it comes from a foreign contract. */
function decode(topics: readonly Hex[], data: Hex) {
  try {
    return decodeEventLog({ abi: hostingEvents, topics: topics as [Hex, ...Hex[]], data, strict: true })
  } catch {
    return null
  }
}
