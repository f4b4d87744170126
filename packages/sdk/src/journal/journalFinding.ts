/**
 * What does not agree. row: not a row at all; missing: numbers that no generation names as lost; order: a number that was there before; time: it goes
 * back; hash: not the hash of its content after the row before; command: the book cannot take it; events: the book makes something else of it;
 * generation: it does not name what was lost, or a row names another one; head: what was signed is not what is there; anchor: a root on the chain is
 * no row; snapshot: the journal is not the one it was made of; book: the engine named another hash of its book after this row, or this row names a snapshot that
 * is of another book.
 */
export type FindingKind =
  | 'row'
  | 'missing'
  | 'order'
  | 'time'
  | 'hash'
  | 'command'
  | 'events'
  | 'generation'
  | 'head'
  | 'anchor'
  | 'snapshot'
  | 'book'

/** One thing that does not agree, and the row where it shows; null where it is of no row. */
export type JournalFinding = { readonly kind: FindingKind; readonly seq: string | null; readonly detail: string }
