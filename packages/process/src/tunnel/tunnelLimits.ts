/**
 * Window of one HTTP/2 stream, the bytes that may be on their way unread: 12 MiB. A connection with a round trip of 100 ms carries 40 MiB/s × 0.1 s = 4 MiB.
 * nghttp2 reopens a window once half of it is used, so only the other 6 MiB are guaranteed. Much data goes over resumable streams, which have their own windows
 * inside (`resumableLimits`), so this side always reads them.
 */
export const streamWindowBytes = 12 * 1024 * 1024

/**
 * Window of all streams of a connection: 128 MiB, of which half is guaranteed. That is more than the line's own limit (`mostOnWayBytes`) and the first 64 KiB
 * of each stream together. So no stream ever waits for this window, in which keystrokes would wait behind bulk. Node counts bytes against it only until they
 * arrive, so a stream that nobody reads uses none of it.
 */
export const sessionWindowBytes = 128 * 1024 * 1024

/**
 * A side that receives nothing for 2 s sends a ping; after 4 s the line is dead. The side detects this within 6 s, and so dials again within 10 s.
 */
export const liveness = { everyMs: 2_000, silentMs: 4_000 }

/**
 * Limits of one node's resumable streams: at most 512, each with 256 KiB before its reader has read. They may grow by 64 MiB together, one of them to
 * 8 MiB. So a node whose readers all stop uses at most 512 × 256 KiB + 64 MiB = 192 MiB at either end.
 */
export const resumableLimits = { mostStreams: 512, budgetBytes: 64 * 1024 * 1024, mostWindowBytes: 8 * 1024 * 1024 }

/**
 * Time that a stream waits for its node to return, in ms. The node waits longer than the gateway, so that it never reports "unknown" while the
 * gateway still waits.
 */
export const graceMs = { gateway: 45_000, node: 60_000 }
