import { type Queryable, saveFoldedRows } from '@infinitio/db'
import type { Fold } from './fold.ts'

/** Stores the changed rows of a fold, with the earlier values that undo the changes. The fold must not be used afterwards. */
export function saveFold(tx: Queryable, { leases, accounts, words, lines, images }: Fold): Promise<void> {
  return saveFoldedRows(tx, { leases: leases.changed(), accounts: accounts.changed(), words: words.changed(), lines, images })
}
