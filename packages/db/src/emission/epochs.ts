// Epochs (hours) for which PToken is minted, and the signatures of validators. The API (role infinitio_api) writes the tables `epoch_documents` and
// `epoch_signatures`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The document of an epoch: all its Merkle leaves as canonical JSON. `statement` is the hash that validators sign for it. */
export type EpochDocumentRow = { readonly statement: string; readonly epoch: bigint; readonly document: string }

/** Stores the document of an epoch (the pay for an hour). If its statement was stored before, nothing changes. Index: epoch_documents (statement). */
export async function insertEpochDocument(db: Queryable, { statement, epoch, document }: EpochDocumentRow): Promise<void> {
  await db.query('insert into epoch_documents (statement, epoch, document) values ($1, $2, $3) on conflict (statement) do nothing', [
    statement,
    epoch,
    document,
  ])
}

const documentByStatement = statement(
  rowOf({ document: tables.epoch_documents.document }),
  'select document from epoch_documents where statement = $1',
)

/**
 * Returns the document that belongs to a signed statement, as canonical JSON, or null if nobody has submitted it. Index: epoch_documents (statement). Takes no
 * lock.
 */
export async function findEpochDocument(db: Queryable, { statement }: { statement: string }): Promise<string | null> {
  const row = await documentByStatement.first(db, [statement])
  return row?.document ?? null
}

const epochSignatureRow = rowOf({
  setHash: tables.epoch_signatures.set_hash,
  epoch: tables.epoch_signatures.epoch,
  signer: tables.epoch_signatures.signer,
  statement: tables.epoch_signatures.statement,
  signature: tables.epoch_signatures.signature,
})

/** A validator's signature of the statement about an epoch. */
export type EpochSignatureRow = RowOf<typeof epochSignatureRow>

const otherSignature = statement(
  epochSignatureRow,
  `select set_hash as "setHash", epoch, signer, statement, signature from epoch_signatures
   where epoch = $1 and signer = $2 and statement <> $3 order by set_hash limit 1`,
)

/**
 * Returns a signature with which the same validator signed another statement about this epoch, in any validator set; null if there is none. Two such signatures
 * contradict each other. Index: epoch_signatures (epoch).
 */
export async function findOtherSignature(
  db: Queryable,
  { epoch, signer, statement: own }: Pick<EpochSignatureRow, 'epoch' | 'signer' | 'statement'>,
): Promise<EpochSignatureRow | null> {
  return otherSignature.first(db, [epoch, signer, own])
}

/**
 * Stores a signature. Ignores a second signature of the same validator for the same epoch and validator set. Index: epoch_signatures (set_hash, epoch, signer).
 */
export async function insertEpochSignature(db: Queryable, row: EpochSignatureRow): Promise<void> {
  await db.query(
    `insert into epoch_signatures (set_hash, epoch, signer, statement, signature) values ($1, $2, $3, $4, $5)
     on conflict (set_hash, epoch, signer) do nothing`,
    [row.setHash, row.epoch, row.signer, row.statement, row.signature],
  )
}

const signaturesOfEpoch = statement(
  epochSignatureRow,
  `select set_hash as "setHash", epoch, signer, statement, signature from epoch_signatures where epoch >= $1
   order by epoch desc, statement, signer limit $2`,
)

/** Returns the signatures of the epochs from `from` on, newest epoch first. Index: epoch_signatures (epoch). Takes no lock. */
export async function listEpochSignatures(db: Queryable, { from, limit }: { from: bigint; limit: number }): Promise<EpochSignatureRow[]> {
  return signaturesOfEpoch.rows(db, [from, limit])
}
