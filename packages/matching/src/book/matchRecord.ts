import type { Address, DurationSeconds, ErrorCode, MatchId, NodeId, OrderHash, PTokenUnits } from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { ReservedHours } from '../events/bookEvent.ts'

type PlacedAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>

/** A match of ours that is not abandoned. While unsettled its hours and amount are set aside; settled ones wait for a reversal. */
export type MatchRecord = {
  readonly matchId: MatchId
  readonly askHash: OrderHash
  readonly bidHash: OrderHash
  readonly node: NodeId
  readonly renter: Address
  readonly bidNonce: bigint
  readonly gpus: number
  readonly durationSeconds: DurationSeconds
  readonly amount: PTokenUnits
  /**
   * The ask while the match waits for the chain, also when the book has forgotten it since: whoever settles needs it. Not part of the canonical book; null
   * otherwise.
   */
  placedAsk: PlacedAsk | null
  hours: ReservedHours
  state: 'unsettled' | 'settled'
  /** Matches that settle together, named by the first. Null: alone. */
  readonly group: MatchId | null
  /** When a forward lease starts. 0: in the block that settles it. */
  readonly start: bigint
  /** The worker gave it up when it had settled already: if the chain drops that, it is over. Absent otherwise. */
  givenUpFor?: ErrorCode
}
