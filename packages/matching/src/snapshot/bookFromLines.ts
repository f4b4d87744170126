import { assert } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { fromCanonical } from '../commands/canonicalCommand.ts'
import { bookOfShape } from './bookFromSnapshot.ts'
import type { SnapshotShape } from './snapshotShape.ts'

type Fields = { [name: string]: unknown }

/** Reads an order book from the lines of `snapshotLines`, line by line. Throws like `bookFromSnapshot`. */
export function bookFromLines(lines: Iterable<string>): Book {
  let beside: Fields | null = null
  const book: Fields = {}
  let into = book
  for (const line of lines) {
    if (beside === null) beside = fieldsOf(`${line}null}`)
    else if (line.endsWith(':{')) {
      into = {}
      book[line.slice(1, -3)] = into
    } else if (line.startsWith('}')) into = book
    else if (line !== '{') Object.assign(into, fieldsOf(`{${line.endsWith(',') ? line.slice(0, -1) : line}}`))
  }
  assert(beside !== null, 'a snapshot has lines')
  return bookOfShape({ ...beside, book } as unknown as SnapshotShape)
}

/**
 * Parses a line of a snapshot into its fields. The fields of commands and of the book are parsed alike, because a field name has the same type of value in
 * both.
 */
function fieldsOf(text: string): Fields {
  return fromCanonical(text) as unknown as Fields
}
