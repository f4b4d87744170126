import type { ErrorCode, NodeId } from '@infinitio/domain'
import type { Book } from './book.ts'
import type { Turn } from './turn.ts'

/** Why a node's asks cannot be matched now; null when they can. */
export function hiddenBy(book: Book, node: NodeId): ErrorCode | null {
  const record = book.nodes.get(node)
  if (record === undefined || !record.isRegistered) return 'node.unknown'
  if (record.isRetired || book.delistedProviders.has(record.provider)) return 'node.not_listed'
  if (book.delistedNodes.has(node)) return 'node.delisted'
  return book.silentNodes.has(node) ? 'node.silent' : null
}

/** Makes a change and says of each of the nodes whether it became hidden, visible, or hidden for another reason. */
export function changeVisibility({ book, emit }: Turn, nodes: readonly NodeId[], change: () => void): void {
  const before = nodes.map((node) => hiddenBy(book, node))
  change()
  nodes.forEach((node, at) => {
    const code = hiddenBy(book, node)
    if (code === before[at]) return
    emit(code === null ? { kind: 'NodeShown', node } : { kind: 'NodeHidden', node, code })
  })
}
