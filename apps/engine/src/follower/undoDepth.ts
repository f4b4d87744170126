/** The earlier values of rows are stored for this many blocks below the final block, to undo a reorg. A deeper reorg cannot be undone. */
export const undoDepth = 5_000n
