import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { emptyTables, insertTableRows, listBackupTables, type Queryable, saveIdentity } from '@infinitio/db'
import type { BackupManifest } from './backupManifest.ts'
import { BackupBroken } from './checkBackup.ts'

const ROWS_AT_ONCE = 500

/**
 * Replaces all rows of the database with a checked backup, in the owner's transaction. Throws `BackupBroken` if the backup has a table or column that
 * this release does not have.
 */
export async function loadBackup(tx: Queryable, folder: string, manifest: BackupManifest): Promise<void> {
  const known = new Map((await listBackupTables(tx)).map((table) => [table.name, table]))
  for (const { name, columns } of manifest.tables) {
    const strange = columns.find((column) => known.get(name)?.columns.includes(column) !== true)
    if (strange !== undefined) throw new BackupBroken(`this release has no column ${name}.${strange}: restore with the release that took the backup`)
  }
  await emptyTables(tx)
  for (const table of manifest.tables) {
    const lines = createInterface({ input: createReadStream(join(folder, table.file)).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })
    let some: string[] = []
    let count = 0
    const flush = async () => {
      if (some.length > 0) await insertTableRows(tx, table, some)
      count += some.length
      some = []
    }
    for await (const line of lines) if (some.push(line) >= ROWS_AT_ONCE) await flush()
    await flush()
    if (count !== table.rows) throw new BackupBroken(`${table.file} holds ${count} rows, not ${table.rows}`)
    if (table.lastIdentity !== null) await saveIdentity(tx, table, BigInt(table.lastIdentity))
  }
}
