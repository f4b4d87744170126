import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  atOneMoment,
  type BackupTable,
  foldedTables,
  listBackupTables,
  type Queryable,
  readBackupPosition,
  readIdentity,
  readTableRows,
  secretTables,
} from '@infinitio/db'
import type { AdminContext } from '../adminContext.ts'
import type { AdminAnswer } from '../audited.ts'
import { type BackupManifest, keptElsewhere } from './backupManifest.ts'

/**
 * Writes all data that cannot be rebuilt into a new or empty folder: one compressed file of JSON rows for each table, then a manifest with the sha256 of each
 * file. One repeatable-read transaction reads all tables, so that all rows are from the same moment. Other transactions can write at the same time. Throws if
 * the folder is not empty.
 */
export async function takeBackup({ owner, nowMs }: Pick<AdminContext, 'owner' | 'nowMs'>, folder: string): Promise<AdminAnswer> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty: a backup is never written over another`)
  const manifest = await atOneMoment(owner, async (tx): Promise<BackupManifest> => {
    const { postgres, migrations, journalSeq, journalHash, generation, headNumber, headHash } = await readBackupPosition(tx)
    const tables: BackupManifest['tables'] = []
    for (const table of await listBackupTables(tx)) tables.push(await writeTable(tx, table, folder))
    return {
      format: 1,
      takenAt: new Date(nowMs()).toISOString(),
      postgres,
      migrations,
      journal: { seq: journalSeq.toString(), hash: journalHash, generation },
      chain: { headNumber: headNumber?.toString() ?? null, headHash },
      tables,
      leftOut: { secrets: [...secretTables], folded: [...foldedTables], elsewhere: [...keptElsewhere] },
    }
  })
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(join(folder, 'manifest.json'), text, { mode: 0o600 })
  await writeFile(join(folder, 'manifest.sha256'), `${createHash('sha256').update(text).digest('hex')}  manifest.json\n`, { mode: 0o600 })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const lines = [
    `${rows} rows of ${manifest.tables.length} tables, journal up to row ${manifest.journal.seq}, are in ${folder}.`,
    `Not in it: ${[...keptElsewhere, 'proofs of who is signed in'].join('; ')}. Keep the keys and passwords apart from it.`,
  ]
  return { lines, fields: { folder, rows, journal: manifest.journal, leftOut: manifest.leftOut }, ok: true }
}

async function writeTable(tx: Queryable, table: BackupTable, folder: string): Promise<BackupManifest['tables'][number]> {
  const file = `${table.name}.ndjson.gz`
  const digest = createHash('sha256')
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    for await (const some of readTableRows(tx, table)) {
      rows += some.length
      yield `${some.join('\n')}\n`
    }
  }
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(Readable.from(lines()), createGzip(), hashing, createWriteStream(join(folder, file), { mode: 0o600 }))
  const last = await readIdentity(tx, table)
  return { ...table, lastIdentity: last?.toString() ?? null, rows, file, sha256: digest.digest('hex') }
}
