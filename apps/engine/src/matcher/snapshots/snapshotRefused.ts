/** The snapshot is invalid: torn, changed, from another journal, or with unknown rules. The message names it. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused'

  constructor(seq: bigint, why: string, options?: ErrorOptions) {
    super(`the snapshot after journal row ${seq} ${why}`, options)
  }
}
