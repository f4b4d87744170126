/**
 * Kinds of findings about a journal. A generation is a new count of rows after a restore that may have lost rows.
 * - row: the row is malformed.
 * - missing: rows are missing, and no generation lists them as lost.
 * - order: the row's number was already used.
 * - time: the row's time is before that of an earlier row.
 * - hash: the hash does not match the row's content and the previous row.
 * - command: the order book cannot apply the row's command.
 * - events: the replay gives other events than the row.
 * - generation: a generation does not list the lost rows, or a row has another generation than it should.
 * - head: the signed head does not match the rows.
 * - anchor: a root on the chain matches no row.
 * - snapshot: the snapshot belongs to another journal.
 * - book: the order book of the replay differs from the engine's hash of its book, or from a snapshot that the journal names.
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

/** One error in the journal. `seq` is the number of its row, or null if the error does not belong to a row. */
export type JournalFinding = { readonly kind: FindingKind; readonly seq: string | null; readonly detail: string }
