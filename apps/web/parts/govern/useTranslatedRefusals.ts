import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { type Acts, translatedRefusals } from '#web/parts/govern/translatedRefusals.ts'

/**
 * Returns the given wallet actions with translated errors: if a contract of the DAO rejects an action, the action throws a sentence in the reader's language.
 */
export function useTranslatedRefusals<T extends Acts<T>>(acts: T): T {
  const t = useTranslations('govern.refused')
  return useMemo(() => translatedRefusals(acts, { has: (name) => t.has(name as never), of: (name) => t(name as never) }), [acts, t])
}
