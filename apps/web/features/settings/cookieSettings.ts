import { type Settings, settingsCookie, settingsCookieOf, settingsOf } from '#web/i18n/settings.ts'

/** What this browser's cookie says of how its person reads. */
export function readSettings(): Settings {
  const cookie = document.cookie.split('; ').find((part) => part.startsWith(`${settingsCookie}=`))
  return settingsOf(cookie?.slice(settingsCookie.length + 1))
}

/** Writes the cookie; true when the browser keeps it. The next page that is loaded is drawn so. */
export function writeSettings(settings: Settings): boolean {
  // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is not in every browser.
  document.cookie = settingsCookieOf(settings, { secure: location.protocol === 'https:' })
  return readSettings().changedAt === settings.changedAt
}
