'use client'
import { getSettings, type Transport } from '@infinitio/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { readSettings, writeSettings } from '#web/features/settings/cookieSettings.ts'
import { giveSettings } from '#web/features/settings/giveSettings.ts'
import { newerSettings } from '#web/features/settings/newerSettings.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * Keeps this browser and the account that is signed in of one mind about language, zone, clock, currency and theme. A page that nobody has touched
 * yet is loaded anew in what the account says; one in use goes on as it is, and the next that is loaded is so: what was written in it is not lost.
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
      // Before the next page is asked for; where a browser does not say so, at the end of this one.
      const lasts = ['beforeunload', 'pagehide'] as const
      // What was changed here since then stays.
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

/** How the account that is signed in reads the pages; null until it keeps any of it. */
function settingsQuery(api: Transport) {
  return queryOptions({ queryKey: ['settings'], queryFn: async () => (await getSettings(api)).settings })
}
