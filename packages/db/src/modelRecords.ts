// Signed records of commercial models. The API (role infinitio_api) writes the table `model_records`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { model_records: columns } = tables

const recordRow = rowOf({
  id: columns.model_id,
  account: columns.account,
  weightsRoot: columns.weights_root,
  tokenizerHash: columns.tokenizer_hash,
  chatTemplateHash: columns.chat_template_hash,
  licence: columns.licence,
  parent: columns.parent,
  royaltyBps: columns.royalty_bps,
  signature: columns.signature,
  signedAt: columns.signed_at,
})

/** The record of a commercial model, as the account that owned it signed it. `signedAt` is in Unix seconds. */
export type ModelRecordRow = RowOf<typeof recordRow>

const ofModels = statement(
  recordRow,
  `select model_id as id, account, weights_root as "weightsRoot", tokenizer_hash as "tokenizerHash", chat_template_hash as "chatTemplateHash", licence, parent,
     royalty_bps as "royaltyBps", signature, signed_at as "signedAt" from model_records where model_id = any($1::int[]) order by model_id`,
)

/** Returns the records of these models. Leaves out models that have no record. Index: model_records (model_id). Takes no lock. */
export function listModelRecords(db: Queryable, { ids }: { ids: readonly number[] }): Promise<ModelRecordRow[]> {
  return ofModels.rows(db, [ids])
}

const saved = statement(
  rowOf({ id: columns.model_id }),
  `insert into model_records (model_id, account, weights_root, tokenizer_hash, chat_template_hash, licence, parent, royalty_bps, signature, signed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (model_id) do update set account = excluded.account, weights_root = excluded.weights_root, tokenizer_hash = excluded.tokenizer_hash,
     chat_template_hash = excluded.chat_template_hash, licence = excluded.licence, parent = excluded.parent, royalty_bps = excluded.royalty_bps,
     signature = excluded.signature, signed_at = excluded.signed_at
   where model_records.signed_at < excluded.signed_at returning model_id as id`,
)

/**
 * Stores the record of a model and replaces an earlier one. Returns false, and changes nothing, if the stored record was signed at the same time or later.
 * Index: model_records (model_id). Locks its row.
 */
export async function saveModelRecord(db: Queryable, row: ModelRecordRow): Promise<boolean> {
  const texts = [row.weightsRoot, row.tokenizerHash, row.chatTemplateHash, row.licence, row.parent]
  return (await saved.first(db, [row.id, row.account, ...texts, row.royaltyBps, row.signature, row.signedAt])) !== null
}

/** Deletes the record of a model, if this account signed it. Index: model_records (model_id). */
export async function deleteModelRecord(db: Queryable, { id, account }: { id: number; account: string }): Promise<void> {
  await db.query('delete from model_records where model_id = $1 and account = $2', [id, account])
}
