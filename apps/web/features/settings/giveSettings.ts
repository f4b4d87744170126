import { saveSettings } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { readSettings, writeSettings } from '#web/features/settings/cookieSettings.ts'
import type { Settings } from '#web/i18n/settings.ts'

let underWay: Promise<void> = Promise.resolve()

/**
 * Sends this browser's settings to the account, one change at a time. It stores the response unless a setting changed here since. Throws the
 * rejection.
 */
export function giveSettings(here: Settings): Promise<void> {
  const given = underWay.then(() => give(here))
  underWay = given.catch(() => undefined)
  return given
}

async function give(here: Settings): Promise<void> {
  const { changedAt, ...settings } = here
  const kept = await saveSettings(browserApi, settings)
  if (readSettings().changedAt === changedAt) writeSettings(kept)
}
