import type { Queryable } from '../client/queryable.ts'

/** What a member of a set signed about a lost lease in an hour. */
export type LossSignatureRow = {
  readonly leaseId: bigint
  readonly setHash: string
  readonly epoch: bigint
  readonly signer: string
  readonly root: string
  readonly signature: string
}

/** Keeps a signature; a second one of the same member is left out. Index: loss_signatures (lease_id, set_hash, epoch, signer). */
export async function insertLossSignature(db: Queryable, { leaseId, setHash, epoch, signer, root, signature }: LossSignatureRow): Promise<void> {
  await db.query(
    `insert into loss_signatures (lease_id, set_hash, epoch, signer, root, signature) values ($1, $2, $3, $4, $5, $6)
     on conflict (lease_id, set_hash, epoch, signer) do nothing`,
    [leaseId, setHash, epoch, signer, root, signature],
  )
}
