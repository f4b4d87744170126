import { readFile } from 'node:fs/promises'

/** Returns the accounts of the simulated market. */
export type SimulatedAccounts = () => Promise<ReadonlySet<unknown>>

const nobody: ReadonlySet<unknown> = new Set()

/**
 * Reads the file at each call, because the simulated machines start after the API. A missing or incomplete file lists
 * no accounts.
 */
export function simulatedAccounts(file: string | null): SimulatedAccounts {
  return async () => {
    if (file === null) return nobody
    try {
      const accounts: unknown = JSON.parse(await readFile(file, 'utf8'))
      return Array.isArray(accounts) ? new Set<unknown>(accounts) : nobody
    } catch {
      return nobody
    }
  }
}
