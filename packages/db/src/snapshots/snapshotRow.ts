/** A snapshot of the book, without its bytes. */
export interface SnapshotRow {
  /** The journal row after which it was taken, that row's hash and time. */
  seq: bigint
  hash: string
  atMs: bigint
  bookHash: string
  generation: number
  /** Version of the rules that the book followed. */
  version: number
  /** How many parts its bytes are stored in. */
  parts: number
  /** sha256 of its bytes, in lower-case hex. */
  digest: string
}
