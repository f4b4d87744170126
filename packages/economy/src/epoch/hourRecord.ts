import type { Hex32 } from '@infinitio/domain'

/** The presence of nodes in an hour (Unix time ÷ 3,600): the number of its 3,600 seconds in which each responded. */
export type HourRecord = { hour: bigint; nodes: readonly { node: Hex32; seconds: number }[] }
