import type { CommandLag } from '@infinitio/db'
import type { MarketMode } from '@infinitio/matching'

/** How long something waits: how many there are, and the age of the oldest in seconds (0 when none waits). */
export type Waiting = { readonly count: number; readonly oldestSeconds: number }

/** How one sender key does. `balance` in wei; ages in seconds. */
export type HouseSender = {
  readonly sender: string
  readonly seenSeconds: number
  readonly balance: bigint | null
  readonly transactionsLeft: number | null
  readonly lowGas: boolean
  /** Why it takes no new work; null while it does. */
  readonly rest: string | null
  readonly open: Waiting
  readonly nonceGap: number
}

/** What the house's own rows say of how far each part is behind. Ages in seconds; null where a part never said anything. */
export type HouseRows = {
  readonly matcher: { readonly seenSeconds: number | null; readonly paused: boolean; readonly mode: MarketMode; readonly journalSeq: number }
  readonly commands: Readonly<Record<CommandLag['source'], Waiting>>
  readonly follower: {
    readonly seenSeconds: number | null
    readonly chainOk: boolean
    readonly headNumber: number | null
    readonly finalNumber: number | null
    readonly reorgs: number
    /** Behind the chain's head as the API sees it; null while the chain is away. */
    readonly lag: { readonly blocks: number; readonly seconds: number } | null
  }
  readonly unsettled: Waiting
  readonly relays: Waiting
  readonly senders: readonly HouseSender[]
  readonly nodes: { readonly answering: number; readonly suspect: number; readonly lost: number }
  /** Journal rows that the API's market does not show yet. */
  readonly journalTailRows: number
}

/** The state of the house as the API sees it: the chain from its own clock, the rest from the rows, null while the database is away. */
export type House = {
  readonly chain: { readonly ok: boolean; readonly blockNumber: number; readonly blockTimestamp: number }
  readonly rows: HouseRows | null
}
