// Signatures of validators about credited seconds. The API (role infinitio_api) writes the table `credit_signatures`; the worker reads it.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { credit_signatures: signatures } = tables

const signedRootRow = rowOf({ signer: signatures.signer, root: signatures.root, signature: signatures.signature })

/** The signature of a member of a set under the credit of a lease in an hour. */
export type CreditSignatureRow = RowOf<typeof signedRootRow> & { readonly leaseId: bigint; readonly setHash: string; readonly epoch: bigint }

/** Stores a signature. Ignores a second one of the same member. Index: credit_signatures (lease_id, set_hash, epoch, signer). */
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

/** Returns the signatures of a set under the credit of a lease in an hour. Index: credit_signatures (lease_id, set_hash, epoch, signer). Takes no lock. */
export async function listCreditSignatures(
  db: Queryable,
  { leaseId, setHash, epoch }: Pick<CreditSignatureRow, 'leaseId' | 'setHash' | 'epoch'>,
): Promise<Pick<CreditSignatureRow, 'signer' | 'root' | 'signature'>[]> {
  return signaturesOfCredit.rows(db, [leaseId, setHash, epoch])
}
