import { migrate, type Role } from '@infinitio/db/migrations'
import type { DataFolder } from './dataFolder.ts'
import { rolePasswords } from './rolePasswords.ts'

/** Connection URLs by role. Each process gets only the URL of the role with which it may write. */
export type DatabaseUrls = Record<Role, string>

/** Migrates the database and returns a URL for each role. The roles' random passwords are created once and stored in the data folder. */
export async function prepareDatabase(folder: DataFolder, { adminUrl }: { adminUrl: string }): Promise<DatabaseUrls> {
  const { urls } = await migrate({ adminUrl, database: 'infinitio', passwords: rolePasswords(folder) })
  return urls
}
