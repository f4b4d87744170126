import type { DecodeEventLogReturnType } from 'viem'
import type { followedAbi } from './followedContracts.ts'

/** A log of a followed contract, decoded by viem. */
export type DecodedLog = DecodeEventLogReturnType<typeof followedAbi>

/**
 * Thrown when a followed contract wrote a log that this release cannot decode. The follower (the process that copies chain events into Postgres) must stop, and
 * never skip the log.
 */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError'
}
