import type { Queryable } from '../client/queryable.ts'

/** An epoch with all its leaves as canonical JSON, by the statement that validators sign. */
export type EpochDocumentRow = { readonly statement: string; readonly epoch: bigint; readonly document: string }

/** Keeps a document; one that is kept already is left alone. Index: epoch_documents (statement). */
export async function insertEpochDocument(db: Queryable, { statement, epoch, document }: EpochDocumentRow): Promise<void> {
  await db.query('insert into epoch_documents (statement, epoch, document) values ($1, $2, $3) on conflict (statement) do nothing', [
    statement,
    epoch,
    document,
  ])
}
