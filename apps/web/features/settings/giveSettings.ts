import { saveSettings } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { readSettings, writeSettings } from '#web/features/settings/cookieSettings.ts'
import type { Settings } from '#web/i18n/settings.ts'

let underWay: Promise<void> = Promise.resolve()

/** Gives the account what this browser says, one change after the other. The answer is written down unless something was changed here meanwhile. Throws its refusal. */
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
