import { saveSettings } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type Settings, settingsCookie, settingsCookieOf, settingsOf } from '#web/i18n/settings.ts'

let underWay: Promise<void> = Promise.resolve()

/**
 * Sends this browser's settings to the account, after all earlier calls have ended. The API answers with the settings that the account now stores. The answer
 * replaces the settings of this browser, unless the user has changed them since. Throws the API's error.
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

/** Returns the display settings from this browser's cookie. */
export function readSettings(): Settings {
  const cookie = document.cookie.split('; ').find((part) => part.startsWith(`${settingsCookie}=`))
  return settingsOf(cookie?.slice(settingsCookie.length + 1))
}

/** Writes the settings into the cookie, from which the next page reads them. Returns true if the browser stored the cookie. */
export function writeSettings(settings: Settings): boolean {
  // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is not in every browser.
  document.cookie = settingsCookieOf(settings, { secure: location.protocol === 'https:' })
  return readSettings().changedAt === settings.changedAt
}
