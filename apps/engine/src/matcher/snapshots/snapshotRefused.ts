/** The snapshot is invalid: incomplete, changed, from another journal, or with unknown rules. The message states which. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused'

  constructor(seq: bigint, why: string, options?: ErrorOptions) {
    super(`the snapshot after journal row ${seq} ${why}`, options)
  }
}
