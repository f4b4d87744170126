import { readFile } from 'node:fs/promises'

/** Returns true if an account belongs to the simulated market. */
export type IsSimulatedAccount = (account: string) => Promise<boolean>

/**
 * Reads the file at each call, because the simulated machines start after the API. A missing or incomplete file lists
 * no accounts.
 */
export function simulatedAccounts(file: string | null): IsSimulatedAccount {
  return async (account) => {
    if (file === null) return false
    try {
      const accounts: unknown = JSON.parse(await readFile(file, 'utf8'))
      return Array.isArray(accounts) && accounts.includes(account)
    } catch {
      return false
    }
  }
}
