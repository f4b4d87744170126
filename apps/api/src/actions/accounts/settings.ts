import { readAccountSettings, saveAccountSettings } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import { saveSettingsWire, type SaveSettingsWire, type SettingsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns the page settings of an account, or null if none are stored. E-mails use them too. */
export async function keptSettings({ db }: Pick<Services, 'db'>, { account }: { account: Address }): Promise<SettingsWire | null> {
  const row = await readAccountSettings(db, { account })
  return row === null ? null : { ...saveSettingsWire.parse(JSON.parse(row.settings)), changedAt: row.changedAt.getTime() }
}

/** Stores the page settings of an account. Refuses with `auth.session_missing` if the account was just deleted. */
export async function keepSettings(
  { db }: Pick<Services, 'db'>,
  { account, settings }: { account: Address; settings: SaveSettingsWire },
): Promise<SettingsWire | Refusal> {
  const changedAt = await saveAccountSettings(db, { account, settings: JSON.stringify(settings) })
  return changedAt === null ? { rejected: 'auth.session_missing' } : { ...settings, changedAt: changedAt.getTime() }
}
