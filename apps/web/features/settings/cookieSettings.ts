import { type Settings, settingsCookie, settingsCookieOf, settingsOf } from '#web/i18n/settings.ts'

/** Returns the display settings from this browser's cookie. */
export function readSettings(): Settings {
  const cookie = document.cookie.split('; ').find((part) => part.startsWith(`${settingsCookie}=`))
  return settingsOf(cookie?.slice(settingsCookie.length + 1))
}

/** Writes the cookie and returns true if the browser stores it. The next page uses these settings. */
export function writeSettings(settings: Settings): boolean {
  // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is not in every browser.
  document.cookie = settingsCookieOf(settings, { secure: location.protocol === 'https:' })
  return readSettings().changedAt === settings.changedAt
}
