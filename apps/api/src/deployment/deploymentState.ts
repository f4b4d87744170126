import type { CommandLag } from '@infinitio/db'
import type { MarketMode } from '@infinitio/matching'

/**
 * A queue: the number of waiting items, and the age of the oldest in seconds (0 if the queue is
 * empty).
 */
export type Waiting = { readonly count: number; readonly oldestSeconds: number }

/** The state of one sender key. `balance` is in wei, ages are in seconds. */
export type DeploymentSender = {
  readonly sender: string
  readonly seenSeconds: number
  readonly balance: bigint | null
  readonly transactionsLeft: number | null
  readonly lowGas: boolean
  /** The reason why the sender sends no new transactions, or null while it sends them. */
  readonly rest: string | null
  readonly open: Waiting
  readonly nonceGap: number
}

/** How late each service is, from rows that the services write into the database. An age is in seconds; null if the service has never written its row. */
export type DeploymentRows = {
  readonly matcher: { readonly seenSeconds: number | null; readonly paused: boolean; readonly mode: MarketMode; readonly journalSeq: number }
  readonly commands: Readonly<Record<CommandLag['source'], Waiting>>
  readonly follower: {
    readonly seenSeconds: number | null
    readonly chainOk: boolean
    readonly headNumber: number | null
    readonly finalNumber: number | null
    readonly reorgs: number
    /**
     * The number of blocks and seconds by which the follower's last block is behind the newest block that the API sees. Null while the chain is not reachable.
     */
    readonly lag: { readonly blocks: number; readonly seconds: number } | null
  }
  readonly unsettled: Waiting
  readonly relays: Waiting
  readonly senders: readonly DeploymentSender[]
  readonly nodes: { readonly answering: number; readonly suspect: number; readonly lost: number }
  /** Number of journal rows that the API's copy of the market does not contain yet. */
  readonly journalTailRows: number
}

/**
 * The state of the services as this API process knows it. The state of the chain comes from the API's own clock. `rows` is null while the database is not
 * reachable.
 */
export type DeploymentState = {
  readonly chain: { readonly ok: boolean; readonly blockNumber: number; readonly blockTimestamp: number }
  readonly rows: DeploymentRows | null
}
