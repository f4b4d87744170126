/** Chain id of development chains. Their clock can be moved, and their newest block is permanent. */
export const developmentChainId = 31_337
