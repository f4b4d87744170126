/** A snapshot that is not what it says: torn, changed, of another journal or of rules we do not know. Its message names it. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused'

  constructor(seq: bigint, why: string, options?: ErrorOptions) {
    super(`the snapshot after journal row ${seq} ${why}`, options)
  }
}
