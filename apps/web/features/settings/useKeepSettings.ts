import { useMutation } from '@tanstack/react-query'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { readSettings, writeSettings } from '#web/features/settings/cookieSettings.ts'
import { giveSettings } from '#web/features/settings/giveSettings.ts'
import type { Settings } from '#web/i18n/settings.ts'

/** Changes settings: in this browser at once, and with the account when one is signed in. All but the theme load the page anew, as it is drawn then. */
export function useKeepSettings() {
  const account = useAccount()
  return useMutation({
    async mutationFn(change: Partial<Settings>) {
      const here = { ...readSettings(), ...change, changedAt: Date.now() }
      writeSettings(here)
      if (typeof account === 'string') await giveSettings(here)
      // The address may name a language: it would win over what was chosen.
      if (change.theme === undefined) location.replace(location.pathname)
    },
  })
}
