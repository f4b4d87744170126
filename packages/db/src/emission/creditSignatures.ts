// Validators' signatures for crediting seconds to leases. The API (role infinitio_api) writes the table `credit_signatures`; the worker reads it.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { credit_signatures: signatures } = tables

const signedRootRow = rowOf({ signer: signatures.signer, root: signatures.root, signature: signatures.signature })

/**
 * A validator's signature of the statement that credits a lease with some seconds. `epoch` is the hour of the statement, and `setHash` identifies the validator
 * set.
 */
export type CreditSignatureRow = RowOf<typeof signedRootRow> & { readonly leaseId: bigint; readonly setHash: string; readonly epoch: bigint }

/**
 * Stores a signature. Ignores a second signature of the same validator for the same lease and hour. Index: credit_signatures (lease_id, set_hash, epoch,
 * signer).
 */
export async function insertCreditSignature(db: Queryable, { leaseId, setHash, epoch, signer, root, signature }: CreditSignatureRow): Promise<void> {
  await db.query(
    `insert into credit_signatures (lease_id, set_hash, epoch, signer, root, signature) values ($1, $2, $3, $4, $5, $6)
     on conflict (lease_id, set_hash, epoch, signer) do nothing`,
    [leaseId, setHash, epoch, signer, root, signature],
  )
}

const signaturesOfCredit = statement(
  signedRootRow,
  'select signer, root, signature from credit_signatures where lease_id = $1 and set_hash = $2 and epoch = $3 limit 64',
)

/**
 * Returns the signatures that a validator set submitted in one hour for the credit of a lease (the seconds that are taken off its bill). Index:
 * credit_signatures (lease_id, set_hash, epoch, signer). Takes no lock.
 */
export async function listCreditSignatures(
  db: Queryable,
  { leaseId, setHash, epoch }: Pick<CreditSignatureRow, 'leaseId' | 'setHash' | 'epoch'>,
): Promise<Pick<CreditSignatureRow, 'signer' | 'root' | 'signature'>[]> {
  return signaturesOfCredit.rows(db, [leaseId, setHash, epoch])
}
