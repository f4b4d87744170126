/** Before images remain for this many blocks below the final block. A deeper reorg cannot be undone. */
export const undoDepth = 5_000n
