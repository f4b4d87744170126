import type { Hex32 } from '@infinitio/domain'

/** What was seen of the nodes in an hour (Unix time divided by 3,600): for how many of its 3,600 seconds each was there. */
export type HourRecord = { hour: bigint; nodes: readonly { node: Hex32; seconds: number }[] }
