import { type Queryable, saveFoldedRows } from '@infinitio/db'
import type { Fold } from './fold.ts'

/** Stores what a fold changed, with the images that take it back. The fold must not be used after it. */
export function saveFold(tx: Queryable, { leases, accounts, words, lines, images }: Fold): Promise<void> {
  return saveFoldedRows(tx, { leases: leases.changed(), accounts: accounts.changed(), words: words.changed(), lines, images })
}
