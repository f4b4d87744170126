/**
 * A chain node gave an answer that contradicts itself: a header that does not hash to its hash, logs that are not the block's, a block
 * that it said it has and does not give. Nothing of the answer may be used; asking again, or another node, may help.
 */
export class ChainContradiction extends Error {
  override readonly name = 'ChainContradiction'
}
