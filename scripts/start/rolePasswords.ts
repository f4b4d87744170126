import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Role, roles } from '@infinitio/db/migrations'
import type { DataFolder } from './dataFolder.ts'

/**
 * Returns the random passwords of the database's roles, which are created once and stored in the data folder. A role of a later release gets its
 * password on first use.
 */
export function rolePasswords(folder: DataFolder): Record<Role, string> {
  const file = join(folder.keys, 'database-passwords.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<Role, string>>) : {}
  const all = Object.fromEntries(roles.map((role) => [role, known[role] ?? randomBytes(24).toString('base64url')])) as Record<Role, string>
  if (roles.every((role) => known[role] !== undefined)) return all
  writeFileSync(`${file}.new`, JSON.stringify(all), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return all
}
