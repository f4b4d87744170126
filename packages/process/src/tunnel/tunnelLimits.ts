/**
 * The window of one HTTP/2 stream, which is the most bytes that may be on their way unread: 12 MiB. A connection with a round trip of 100 ms carries 40 MiB/s ×
 * 0.1 s = 4 MiB at once. nghttp2 reopens a window only when half of it is used, so 6 MiB are guaranteed, which is enough. Most data goes over resumable
 * streams, which have separate windows (`resumableLimits`). This side reads their bytes at once, so they never fill the HTTP/2 window.
 */
export const streamWindowBytes = 12 * 1024 * 1024

/**
 * The window of all HTTP/2 streams of a connection together: 128 MiB, of which half is guaranteed. That is more than the connection's own limit
 * (`mostOnWayBytes`) and the first 64 KiB of each stream together. So no stream ever waits for this window. If one did, keystrokes would wait behind bulk data.
 * Node counts bytes against the window only until they arrive, so a stream that nobody reads uses none of it.
 */
export const sessionWindowBytes = 128 * 1024 * 1024

/**
 * Every 2 s, a side that has received nothing since its last check sends a ping. If it has received nothing for 4 s, it treats the connection as dead. So a
 * dead connection is closed at most 6 s after the last byte.
 */
export const liveness = { everyMs: 2_000, silentMs: 4_000 }

/**
 * Limits of one node's resumable streams. There are at most 512, and each may have 256 KiB unread at first. All of them together may grow by 64 MiB, and one
 * stream to 8 MiB. So if all readers of a node stop, either end uses at most 512 × 256 KiB + 64 MiB = 192 MiB.
 */
export const resumableLimits = { mostStreams: 512, budgetBytes: 64 * 1024 * 1024, mostWindowBytes: 8 * 1024 * 1024 }

/**
 * Milliseconds that a stream waits for its node to connect again, at each end. The node waits longer than the gateway. If the node gave up first, it would
 * reject a stream for which the gateway still waits.
 */
export const graceMs = { gateway: 45_000, node: 60_000 }
