import { type Address, type OrderHash, pTokenUnits } from '@infinitio/domain'
import type { Run } from '../run.ts'
import { party, type SimulatedNode } from '../openingMarket.ts'

/** How an attacker tries to keep honest bids from a machine without paying for it. */
export type Plan =
  /** It empties its balance after each match, before the settle. */
  | 'withdraws'
  /** It cancels the nonce of its bid after each match, before the settle. */
  | 'cancels the bid'
  /** It bids by a session key and revokes the key after each match, before the settle. */
  | 'revokes the key'
  /** It cancels each spot lease before the machine is ready. */
  | 'cancels the lease'
  /** The same with many resting bids, which are in the queue before those of others. */
  | 'rests'
  /** It holds machines. */
  | 'holds'
  /** It sends relays and orders up to the limits, and tries to settle matches of others. */
  | 'floods'
  /** Anything of the above. */
  | 'anything'

/** One account of the attacker. `key` is its session key. */
export type Attacker = { account: Address; key: Address; plan: Plan; lastBid: OrderHash | null }

/** How far an honest renter is with one lease, and since which round. */
export type Journey = {
  renter: Address
  /** Whether its bid waits in the book or is placed again each round until it meets a machine. */
  kind: 'waits' | 'tries'
  stage: 'rests' | 'wants' | 'is booked' | 'is active' | 'is ending' | 'withdraws'
  sinceRound: number
  bid: OrderHash | null
  leaseId: bigint | null
  /** When the lease began of which the node said Ready. */
  start: number
  /** Rounds until it goes on by itself. */
  pause: number
  /** Nonces of withdrawals of both sides that have not landed. */
  withdrawals: { account: Address; nonce: bigint }[]
}

/** What counts in a run with attackers. */
export type Siege = Run & {
  round: number
  /** The machine that everybody wants. */
  target: SimulatedNode
  attackers: readonly Attacker[]
  journeys: Journey[]
  /** The longest that each stage took, in rounds, and what happened how often. */
  longest: Record<string, number>
  met: Record<string, number>
}

/** Everybody who keeps to the rules. */
export const honest: readonly Address[] = [...party.renters.slice(0, 2), ...party.providers]

/** What everybody bids at most, ten times the price of the machine: in the queue, time decides. */
export const HIGHEST_PRICE = pTokenUnits(10n ** 15n)

/** Counts that something happened. */
export function count({ met }: Siege, what: string): void {
  met[what] = (met[what] ?? 0) + 1
}
