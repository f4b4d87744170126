import { type Address, type OrderHash, pTokenUnits } from '@infinitio/domain'
import type { Run } from '../run.ts'
import { party, type SimulatedNode } from '../openingMarket.ts'

/** A plan of an attacker to keep honest bids from a machine without paying for it. */
export type Plan =
  /** The attacker empties its balance after each match, before the match is settled. */
  | 'withdraws'
  /** The attacker cancels the nonce of its bid after each match, before the match is settled. */
  | 'cancels the bid'
  /** The attacker places its bid with a session key, and revokes that key after each match, before the match is settled. */
  | 'revokes the key'
  /** The attacker cancels each spot lease before the machine is ready. */
  | 'cancels the lease'
  /** `rests`: the attacker cancels each spot lease before the machine is ready, and also has many resting bids that precede those of others in the queue. */
  | 'rests'
  /** The attacker holds machines. */
  | 'holds'
  /** The attacker sends as many relays as its daily limit allows, and tries to settle matches of other accounts. */
  | 'floods'
  /** The attacker follows a random plan each time. */
  | 'anything'

/** One account of the attacker. `key` is its session key. */
export type Attacker = { account: Address; key: Address; plan: Plan; lastBid: OrderHash | null }

/** The progress of one honest renter with one lease. `sinceRound` is the round in which the current stage began. */
export type Journey = {
  renter: Address
  /** How the renter behaves. `waits`: its bid rests in the book. `tries`: it places a new bid each round until one matches. */
  kind: 'waits' | 'tries'
  stage: 'rests' | 'wants' | 'is booked' | 'is active' | 'is ending' | 'withdraws'
  sinceRound: number
  bid: OrderHash | null
  leaseId: bigint | null
  /** The start of the lease for which the node last sent Ready, in Unix seconds. */
  start: number
  /** The number of rounds that the renter still waits before its next step. */
  pause: number
  /** The withdrawals of the renter and of its provider that are not in a block yet. */
  withdrawals: { account: Address; nonce: bigint }[]
}

/** The state of a simulated market in which attackers try to keep honest renters from using a machine. */
export type Siege = Run & {
  round: number
  /** The machine that all participants want. */
  target: SimulatedNode
  attackers: readonly Attacker[]
  journeys: Journey[]
  /** `longest` has the longest duration of each stage of an honest renter's lease, in rounds (blocks). `met` counts how often each kind of event happened. */
  longest: Record<string, number>
  met: Record<string, number>
}

/** The participants that follow the rules. */
export const honest: readonly Address[] = [...party.renters.slice(0, 2), ...party.providers]

/**
 * The highest price that every bid accepts. It is above the price of every machine, and the same for all bids, so only the time of a bid decides its queue
 * position.
 */
export const HIGHEST_PRICE = pTokenUnits(10n ** 15n)

/** Counts an event. */
export function count({ met }: Siege, what: string): void {
  met[what] = (met[what] ?? 0) + 1
}
