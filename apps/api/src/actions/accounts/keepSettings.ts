import { saveAccountSettings } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { SaveSettingsWire, SettingsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Keeps how an account reads the pages. Refuses with `auth.session_missing` an account that was deleted a moment ago. */
export async function keepSettings(
  { db }: Pick<Services, 'db'>,
  { account, settings }: { account: Address; settings: SaveSettingsWire },
): Promise<SettingsWire | Refusal> {
  const changedAt = await saveAccountSettings(db, { account, settings: JSON.stringify(settings) })
  return changedAt === null ? { rejected: 'auth.session_missing' } : { ...settings, changedAt: changedAt.getTime() }
}
