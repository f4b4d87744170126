import type { Address, DurationSeconds, HoldId, NodeId, OrderHash, PTokenUnits } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'

/**
 * A hold (a five-minute reservation). The order book remembers it for an hour after it was placed. Its `hours` and `amount` are reserved while the hold is
 * valid and funded.
 */
export type HoldRecord = {
  readonly holdId: HoldId
  readonly account: Address
  readonly node: NodeId
  readonly askHash: OrderHash
  readonly gpus: number
  readonly durationSeconds: DurationSeconds
  readonly funded: boolean
  readonly amount: PTokenUnits
  readonly hours: ReservedHours | null
  readonly placedAtMs: number
  readonly expiresAtMs: number
  state: 'held' | 'used' | 'released' | 'expired'
}
