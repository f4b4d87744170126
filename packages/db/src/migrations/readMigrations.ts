import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One migration: its folder's name, its SQL and the sha256 of the SQL in hex. */
export interface Migration {
  name: string
  sql: string
  checksum: string
}

/** Returns the migrations of the checkout in the order of their folder names, in which they are applied. */
export async function readMigrations(): Promise<Migration[]> {
  // Do not use `new URL(…, import.meta.url)` here, because the bundler of the web pages would treat the folder as a module.
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', 'prisma', 'migrations')
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
