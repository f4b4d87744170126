/**
 * Thrown when a chain node's answer contradicts itself: a header with a wrong hash, logs of another block, or a block that the node announced but does not
 * have. The caller must discard the whole answer. Another request, or another node, may work.
 */
export class ChainContradiction extends Error {
  override readonly name = 'ChainContradiction'
}
