import type { Address, DurationSeconds, ErrorCode, MatchId, NodeId, OrderHash, PTokenUnits } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

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
  hours: ReservedHours
  state: 'unsettled' | 'settled'
  /** Matches that settle together, named by the first. Null: alone. */
  readonly group: MatchId | null
  /** When a forward lease starts. 0: in the block that settles it. */
  readonly start: bigint
  /** The worker gave it up when it had settled already: if the chain drops that, it is over. Absent otherwise. */
  givenUpFor?: ErrorCode
}
