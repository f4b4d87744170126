/** How far below the final block a transaction is still looked after when the follower drops its block. */
export const reorgDepthBlocks = 2_000n
