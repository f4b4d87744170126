/** Before images are kept for this many blocks below the final one: a reorg deeper than that cannot be undone. */
export const undoDepth = 5_000n
