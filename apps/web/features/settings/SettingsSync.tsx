'use client'
import { getSettings, type Transport } from '@infinitio/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { giveSettings, readSettings, writeSettings } from '#web/features/settings/giveSettings.ts'
import { newerSettings } from '#web/features/settings/newerSettings.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * Synchronises language, zone, clock, currency and theme between this browser and the account; the newer settings are used. If the account's settings are newer
 * and the user has not yet done anything on this page, the page reloads with them. Otherwise it does not reload, so that no input is lost, and the next page
 * uses the new settings.
 */
export function SettingsSync() {
  const { data: kept } = useQuery(settingsQuery(browserApi))
  const { setTheme } = useTheme()
  useEffect(() => {
    if (kept === undefined) return
    const here = readSettings()
    const word = newerSettings({ here, kept })
    if (word === 'give') void giveSettings(here)
    if (word !== 'take' || kept === null) return
    setTheme(kept.theme ?? 'system')
    if (navigator.userActivation.hasBeenActive) {
      // When the user leaves the page, stores the account's settings in this browser, unless the browser's own settings were changed later. `pagehide` is for
      // browsers that do not send `beforeunload`.
      const lasts = ['beforeunload', 'pagehide'] as const
      // Does nothing if the user changed this browser's settings after the account's settings were last changed.
      const later = () => {
        if (newerSettings({ here: readSettings(), kept }) === 'take') writeSettings(kept)
      }
      for (const last of lasts) addEventListener(last, later, { once: true })
      return () => {
        for (const last of lasts) removeEventListener(last, later)
      }
    }
    const isSame = (['language', 'zone', 'clock', 'currency'] as const).every((name) => here[name] === kept[name])
    if (writeSettings(kept) && !isSame) location.reload()
  }, [kept, setTheme])
  return null
}

/** Fetches the account's display settings; null until it stores some. */
function settingsQuery(api: Transport) {
  return queryOptions({ queryKey: ['settings'], queryFn: async () => (await getSettings(api)).settings })
}
