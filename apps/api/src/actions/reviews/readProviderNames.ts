import { listProviderNames } from '@infinitio/db'
import { address } from '@infinitio/domain'
import type { ProviderNamesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns the chosen names, the bonds and the first days of these providers, without accounts that never registered a machine. */
export async function readProviderNames({ db }: Services, { accounts }: { accounts: readonly string[] }): Promise<ProviderNamesWire> {
  const rows = await listProviderNames(db, { accounts })
  return {
    items: rows.map(({ account, name, bonded, since }) => ({ account: address(account), name, bonded: bonded.toString(), since: Number(since) })),
  }
}
