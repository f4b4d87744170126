import { readAccountExport } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { AccountExportWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

type Rows = AccountExportWire['account']

const notes = [
  'Orders, holds and instructions are in the public journal, too, as signed by the account.',
  'Balances, leases and payments are on the chain; anybody can read them there.',
  'Readings of leases are at GET /leases/{id}/telemetry.',
]

/** Everything that is kept about an account, as far as it is not only on the chain. */
export async function exportAccount({ db }: Services, { account }: { account: Address }): Promise<AccountExportWire> {
  const { account: row, ...parts } = await readAccountExport(db, { account })
  const lists = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, JSON.parse(text) as Rows])) as Record<keyof typeof parts, Rows>
  return { address: account, takenAt: Math.floor(Date.now() / 1_000), account: JSON.parse(row) as Rows, ...lists, notes }
}
