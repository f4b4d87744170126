/**
 * The database stores the earlier values of rows for this many blocks below the newest final block, so that a reorg can be undone. A deeper reorg cannot be
 * undone.
 */
export const undoDepth = 5_000n
