/**
 * What HTTP/2 lets be on its way unread in one stream: 12 MiB. A line of 100 ms round trip carries 40 MiB/s × 0.1 s = 4 MiB, and nghttp2
 * opens a window again when half of it is used, so that only the other half is sure: those 6 MiB leave room above the 4. Resumable streams,
 * which the bulk goes over, have windows of their own inside (`resumableLimits`) and are always read here.
 */
export const streamWindowBytes = 12 * 1024 * 1024

/**
 * What HTTP/2 lets be on its way in all streams of a connection: 128 MiB, of which half is sure. That is more than the line's own limit (`mostOnWayBytes`) and the
 * first 64 KiB of each stream together, so nobody ever waits for this window: it knows no turns, and a keystroke would stand in it behind the bulk. Node
 * counts bytes against it only until they have arrived, not until they are read: a stream that nobody reads takes nothing from the rest.
 */
export const sessionWindowBytes = 128 * 1024 * 1024

/** A side that has heard nothing for 2 s asks; nothing for 4 s is a dead line. Found out within 6 s, so dialled again within 10 s. */
export const liveness = { everyMs: 2_000, silentMs: 4_000 }

/**
 * Resumable streams of one node: at most 512, of which each may be sent 256 KiB before its reader has read; together they may grow
 * by 64 MiB, one to 8 MiB. So a node whose readers all stand still takes 512 × 256 KiB + 64 MiB = 192 MiB at either end, and not more.
 */
export const resumableLimits = { mostStreams: 512, budgetBytes: 64 * 1024 * 1024, mostWindowBytes: 8 * 1024 * 1024 }

/** How long a stream waits for its node to come back. The node waits longer than the gateway, so that the gateway is never told "unknown" too soon. */
export const graceMs = { gateway: 45_000, node: 60_000 }
