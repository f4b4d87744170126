import type { Queryable } from '../client/queryable.ts'
import type { EpochSignatureRow } from './insertEpochSignature.ts'

/** The signatures under epochs from one on, newest epochs first. Index: epoch_signatures (epoch). Takes no lock. */
export async function listEpochSignatures(db: Queryable, { from, limit }: { from: bigint; limit: number }): Promise<EpochSignatureRow[]> {
  return db.query<EpochSignatureRow>(
    `select set_hash as "setHash", epoch, signer, statement, signature from epoch_signatures where epoch >= $1
     order by epoch desc, statement, signer limit $2`,
    [from, limit],
  )
}
