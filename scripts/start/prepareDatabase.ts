import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, type Role, roles } from '@infinitio/db/migrations'
import type { DataFolder } from './dataFolder.ts'

/** Connection URLs by role: each process gets the one of the only role it may write as. */
export type DatabaseUrls = Record<Role, string>

/**
 * Brings the database to the state of the migrations and returns a URL for each role. The roles' passwords are made once,
 * at random, and kept in the data folder.
 */
export async function prepareDatabase(folder: DataFolder, { adminUrl }: { adminUrl: string }): Promise<DatabaseUrls> {
  const { urls } = await migrate({ adminUrl, database: 'infinitio', passwords: rolePasswords(folder) })
  return urls
}

/** Roles that came with a later release get theirs when they are first seen. */
function rolePasswords(folder: DataFolder): Record<Role, string> {
  const file = join(folder.keys, 'database-passwords.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<Role, string>>) : {}
  const all = Object.fromEntries(roles.map((role) => [role, known[role] ?? randomBytes(24).toString('base64url')])) as Record<Role, string>
  if (roles.every((role) => known[role] !== undefined)) return all
  writeFileSync(`${file}.new`, JSON.stringify(all), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return all
}
