import type { Hex32 } from '@infinitio/domain'

/** The presence of nodes in an hour (Unix time ÷ 3,600): for each node, the number of seconds of the hour in which it responded. */
export type HourRecord = { hour: bigint; nodes: readonly { node: Hex32; seconds: number }[] }
