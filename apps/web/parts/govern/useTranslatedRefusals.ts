import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { type Acts, translatedRefusals } from '#web/parts/govern/translatedRefusals.ts'

/** Returns the same functions. When a contract of the DAO reverts with one of its errors, they throw the translated sentence of that error. */
export function useTranslatedRefusals<T extends Acts<T>>(acts: T): T {
  const t = useTranslations('govern.refused')
  return useMemo(() => translatedRefusals(acts, { has: (name) => t.has(name as never), of: (name) => t(name as never) }), [acts, t])
}
