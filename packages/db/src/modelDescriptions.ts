// Signed descriptions of commercial models. The API (role infinitio_api) writes the table `model_descriptions`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const descriptionRow = rowOf({
  text: tables.model_descriptions.text,
  signature: tables.model_descriptions.signature,
  signedAt: tables.model_descriptions.signed_at,
})

/** The description of a commercial model, as its owner signed it. `signedAt` is in Unix seconds. */
export type ModelDescriptionRow = RowOf<typeof descriptionRow>

const ofModel = statement(descriptionRow, 'select text, signature, signed_at as "signedAt" from model_descriptions where model_id = $1')

/** Returns the description of a model, or null. Index: model_descriptions (model_id). Takes no lock. */
export function readModelDescription(db: Queryable, { id }: { id: number }): Promise<ModelDescriptionRow | null> {
  return ofModel.first(db, [id])
}

const described = statement(
  rowOf({ id: tables.model_descriptions.model_id }),
  'select model_id as id from model_descriptions where model_id = any($1::int[])',
)

/** Returns which of these models have a description. Index: model_descriptions (model_id). Takes no lock. */
export async function listDescribedModels(db: Queryable, { ids }: { ids: readonly number[] }): Promise<ReadonlySet<number>> {
  return new Set((await described.rows(db, [ids])).map(({ id }) => id))
}

const saved = statement(
  rowOf({ id: tables.model_descriptions.model_id }),
  `insert into model_descriptions (model_id, account, text, signature, signed_at) values ($1, $2, $3, $4, $5)
   on conflict (model_id) do update set account = excluded.account, text = excluded.text, signature = excluded.signature, signed_at = excluded.signed_at
   where model_descriptions.signed_at < excluded.signed_at returning model_id as id`,
)

/**
 * Stores the description of a model and replaces an earlier one. Returns false, and changes nothing, if the stored description was signed at the same time or
 * later. Index: model_descriptions (model_id). Locks its row.
 */
export async function saveModelDescription(db: Queryable, row: ModelDescriptionRow & { id: number; account: string }): Promise<boolean> {
  return (await saved.first(db, [row.id, row.account, row.text, row.signature, row.signedAt])) !== null
}

/** Deletes the description of a model, if this account wrote it. Index: model_descriptions (model_id). */
export async function deleteModelDescription(db: Queryable, { id, account }: { id: number; account: string }): Promise<void> {
  await db.query('delete from model_descriptions where model_id = $1 and account = $2', [id, account])
}
