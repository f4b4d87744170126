import { listSimulated, type Queryable } from '@infinitio/db'
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

type Log = { readonly args: Readonly<Record<string, unknown>> }

const mostDigits = 18

/**
 * Returns a function that checks whether a transaction belongs to the simulation. It does if it has an event about a simulated account, a simulated machine, or
 * a lease of such a machine or account. Reads the file of accounts and the database once for all transactions of a page.
 */
export async function simulatedIn(
  { db, simulatedAccounts }: { db: Queryable; simulatedAccounts: SimulatedAccounts },
  transactions: readonly (readonly Log[])[],
): Promise<(logs: readonly Log[]) => boolean> {
  const all = transactions.flat()
  const [accounts, parts] = await Promise.all([
    simulatedAccounts(),
    listSimulated(db, { leaseIds: all.flatMap(leaseIdOf), nodes: all.flatMap(nodeOf) }),
  ])
  const isSimulated = (log: Log) =>
    Object.values(log.args).some((value) => typeof value === 'string' && accounts.has(value.toLowerCase())) ||
    [...leaseIdOf(log).map(String), ...nodeOf(log)].some((id) => parts.has(id))
  return (logs) => logs.some(isSimulated)
}

function leaseIdOf({ args: { leaseId } }: Log): bigint[] {
  return typeof leaseId === 'string' && leaseId.length <= mostDigits && /^\d+$/.test(leaseId) ? [BigInt(leaseId)] : []
}

function nodeOf({ args: { node } }: Log): string[] {
  return typeof node === 'string' ? [node] : []
}
