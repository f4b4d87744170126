import { readAccountSettings } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { saveSettingsWire, type SettingsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** How an account reads the pages, by itself or by whoever writes to it; null when it keeps nothing. */
export async function keptSettings({ db }: Pick<Services, 'db'>, { account }: { account: Address }): Promise<SettingsWire | null> {
  const row = await readAccountSettings(db, { account })
  return row === null ? null : { ...saveSettingsWire.parse(JSON.parse(row.settings)), changedAt: row.changedAt.getTime() }
}
