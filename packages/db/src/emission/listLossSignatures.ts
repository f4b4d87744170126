import type { Queryable } from '../client/queryable.ts'
import type { LossSignatureRow } from './insertLossSignature.ts'

/** The signatures of a set under a lost lease in an hour. Index: loss_signatures (lease_id, set_hash, epoch, signer). Takes no lock. */
export async function listLossSignatures(
  db: Queryable,
  { leaseId, setHash, epoch }: Pick<LossSignatureRow, 'leaseId' | 'setHash' | 'epoch'>,
): Promise<Pick<LossSignatureRow, 'signer' | 'root' | 'signature'>[]> {
  return db.query<Pick<LossSignatureRow, 'signer' | 'root' | 'signature'>>(
    'select signer, root, signature from loss_signatures where lease_id = $1 and set_hash = $2 and epoch = $3 limit 64',
    [leaseId, setHash, epoch],
  )
}
