import { readSettings, writeSettings } from '#web/features/settings/giveSettings.ts'
import { isZone, type Settings } from '#web/i18n/settings.ts'

/** Names of UTC, which pages use without a choice. */
const utcNames = /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)$/

/**
 * Returns the settings with the zone of the device, if the reader chose no zone. Returns null if a zone is chosen, or if the device's zone is UTC or unknown
 * here. The time of the last change stays the same, because the reader chose nothing: settings that the account stores are still used.
 */
export function withDeviceZone(settings: Settings, device: string): Settings | null {
  if (settings.zone !== null || utcNames.test(device) || !isZone(device)) return null
  return { ...settings, zone: device }
}

/** Stores the zone of the device for a reader who chose none. The next page uses it; the server cannot know it before. */
export function takeDeviceZone(): void {
  const settings = withDeviceZone(readSettings(), Intl.DateTimeFormat().resolvedOptions().timeZone)
  if (settings !== null) writeSettings(settings)
}
