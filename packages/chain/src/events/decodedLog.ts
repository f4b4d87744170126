import type { DecodeEventLogReturnType } from 'viem'
import type { followedAbi } from './followedAbi.ts'

/** A log of a followed contract as viem reads it. */
export type DecodedLog = DecodeEventLogReturnType<typeof followedAbi>
