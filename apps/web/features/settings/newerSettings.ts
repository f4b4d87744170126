import type { Settings } from '#web/i18n/settings.ts'

/** Decides whether to take the account's settings, send this browser's settings, or do nothing. The later change wins. */
export function newerSettings({ here, kept }: { readonly here: Settings; readonly kept: Settings | null }): 'take' | 'give' | 'same' {
  const keptAt = kept?.changedAt ?? 0
  if (keptAt > here.changedAt) return 'take'
  return here.changedAt > keptAt ? 'give' : 'same'
}
