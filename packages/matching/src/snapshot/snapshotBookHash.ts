import { assert } from '@infinitio/domain'

const besideAndBook = '},"book":{'

/** `bookHash` of the book that a text of `snapshotText` was written of, without writing the book down a second time. */
export function snapshotBookHash(text: string, hashText: (text: string) => string): string {
  // What stands beside the book is ids and an hour: it holds no such words.
  const at = text.indexOf(besideAndBook)
  assert(at > 0, 'a snapshot is what stands beside the book, and the book')
  return hashText(text.slice(at + besideAndBook.length - 1, -1))
}
