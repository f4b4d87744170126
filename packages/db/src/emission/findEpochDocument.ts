import type { Queryable } from '../client/queryable.ts'

/** The document of a statement as canonical JSON; null where nobody handed it in. Index: epoch_documents (statement). Takes no lock. */
export async function findEpochDocument(db: Queryable, { statement }: { statement: string }): Promise<string | null> {
  const rows = await db.query<{ document: string }>('select document from epoch_documents where statement = $1', [statement])
  return rows[0]?.document ?? null
}
