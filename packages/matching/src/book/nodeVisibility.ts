import type { ErrorCode, NodeId } from '@infinitio/domain'
import type { Book } from './book.ts'
import { markStartable } from './marketBook.ts'
import type { Turn } from './turn.ts'
import { wakeNode } from './woken.ts'
import type { NodeRecord } from './records.ts'

/** Returns why a node's asks cannot match now, or null if they can. */
export function hiddenBy(book: Book, node: NodeId): ErrorCode | null {
  const record = book.nodes.get(node)
  if (record === undefined || !record.isRegistered) return 'node.unknown'
  if (record.isRetired || book.delistedProviders.has(record.provider)) return 'node.not_listed'
  if (book.delistedNodes.has(node)) return 'node.delisted'
  return book.silentNodes.has(node) ? 'node.silent' : null
}

/**
 * Makes a change that may hide nodes from matching or show them again. Emits an event for each node that became hidden or visible, or that is hidden for
 * another reason.
 */
export function changeVisibility({ book, emit }: Turn, nodes: readonly NodeId[], change: () => void): void {
  const before = nodes.map((node) => hiddenBy(book, node))
  change()
  nodes.forEach((node, at) => {
    const code = hiddenBy(book, node)
    if (code === before[at]) return
    const record = book.nodes.get(node)
    if (record !== undefined) showNode(book, record)
    emit(code === null ? { kind: 'NodeShown', node } : { kind: 'NodeHidden', node, code })
  })
}

/** Stores whether a node's asks can match now, and updates the indexes by which bids find asks. If the asks can match, resting bids search the node. */
export function showNode(book: Book, record: NodeRecord): void {
  record.isHidden = hiddenBy(book, record.node) !== null
  markStartable(book, record)
  if (!record.isHidden) wakeNode(book, record)
}
