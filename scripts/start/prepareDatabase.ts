import { migrate, type Role } from '@infinitio/db/migrations'
import type { DataFolder } from './dataFolder.ts'
import { rolePasswords } from './rolePasswords.ts'

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
