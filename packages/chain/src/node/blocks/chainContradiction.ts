/**
 * A chain node's answer contradicts itself: a header with a wrong hash, logs of another block, or a missing block that it announced. Discard the
 * whole answer. Asking again, or another node, may help.
 */
export class ChainContradiction extends Error {
  override readonly name = 'ChainContradiction'
}
