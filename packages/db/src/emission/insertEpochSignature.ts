import type { Queryable } from '../client/queryable.ts'

/** What a member of a set signed about an epoch. */
export type EpochSignatureRow = {
  readonly setHash: string
  readonly epoch: bigint
  readonly signer: string
  readonly statement: string
  readonly signature: string
}

/** Keeps a signature, and returns the statement that this member's signature for this epoch is under: another one where it had signed before. Index: epoch_signatures (set_hash, epoch, signer). */
export async function insertEpochSignature(db: Queryable, { setHash, epoch, signer, statement, signature }: EpochSignatureRow): Promise<string> {
  const rows = await db.query<{ statement: string }>(
    `with added as (
       insert into epoch_signatures (set_hash, epoch, signer, statement, signature) values ($1, $2, $3, $4, $5)
       on conflict (set_hash, epoch, signer) do nothing returning statement)
     select statement from added
     union all select statement from epoch_signatures where set_hash = $1 and epoch = $2 and signer = $3 limit 1`,
    [setHash, epoch, signer, statement, signature],
  )
  return rows[0]?.statement ?? statement
}
