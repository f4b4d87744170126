import { assert } from '@infinitio/domain'
import type { AskRecord, AskState } from './askRecord.ts'
import type { Book } from './book.ts'
import type { NodeRecord } from './nodeRecord.ts'
import { popExpiry, pushExpiry } from './expiryHeap.ts'
import { insertAsk, type PriceTimeBook, removeAsk } from './priceTimeBook.ts'

/** The price-time book of a class and region, made when it is first spoken of. */
export function priceTimeBookOf(book: Book, { classId, regionId }: { classId: number; regionId: number }): PriceTimeBook {
  const key = classId * 256 + regionId
  const known = book.priceTime.get(key)
  if (known !== undefined) return known
  const fresh: PriceTimeBook = []
  book.priceTime.set(key, fresh)
  return fresh
}

/** Lets an ask be matched: it enters the book of its node's class and region. */
export function openAsk(book: Book, record: AskRecord): void {
  const node = nodeOfAsk(book, record)
  record.state = 'open'
  insertAsk(priceTimeBookOf(book, node), record)
  insertAsk(node.asks, record)
  pushExpiry(book.expiries, record)
}

/** Takes an open ask out of the book and says why it left. */
export function shutAsk(book: Book, record: AskRecord, state: Exclude<AskState, 'open'>): void {
  assert(record.state === 'open', 'only an open ask leaves the book')
  const node = nodeOfAsk(book, record)
  removeAsk(priceTimeBookOf(book, node), record)
  removeAsk(node.asks, record)
  record.state = state
  while (book.expiries[0] !== undefined && book.expiries[0].state !== 'open') popExpiry(book.expiries)
}

/** The open ask that a new one takes the place of: same node, same private renter. */
export function askReplacedBy(node: NodeRecord, { ask }: Pick<AskRecord, 'ask'>): AskRecord | undefined {
  return node.asks.find((open) => open.ask.provider === ask.provider && open.ask.privateRenter === ask.privateRenter)
}

function nodeOfAsk(book: Book, record: AskRecord): NodeRecord {
  const node = book.nodes.get(record.ask.node)
  assert(node !== undefined, 'the node of an ask is known')
  return node
}
