import { readFile } from 'node:fs/promises'

/** Whether an account belongs to the simulated market. */
export type IsSimulatedAccount = (account: string) => Promise<boolean>

/** Reads the file at each question, because the simulated machines start after the API. A file that is not there, or not whole, names nobody. */
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
