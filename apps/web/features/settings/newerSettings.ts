import type { Settings } from '#web/i18n/settings.ts'

/** What two keepers of settings are to do: take what the account says, give it what this browser says, or nothing. The later change is right. */
export function newerSettings({ here, kept }: { readonly here: Settings; readonly kept: Settings | null }): 'take' | 'give' | 'same' {
  const keptAt = kept?.changedAt ?? 0
  if (keptAt > here.changedAt) return 'take'
  return here.changedAt > keptAt ? 'give' : 'same'
}
