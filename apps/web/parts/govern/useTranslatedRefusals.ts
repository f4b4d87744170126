import { decodeGovernanceError } from '@infinitio/chain'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { TranslatedRefusal } from '#web/parts/transaction/walletProblemOf.ts'

type Acts<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<string> }

/** Returns the same functions. When a contract of the DAO reverts with one of its errors, they throw the translated sentence of that error. */
export function useTranslatedRefusals<T extends Acts<T>>(acts: T): T {
  const t = useTranslations('govern.refused')
  return useMemo(() => {
    const spoken = Object.entries(acts).map(([name, act]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await (act as (...given: unknown[]) => Promise<string>)(...args)
        } catch (error) {
          const refused = decodeGovernanceError(error)
          if (refused === null || !t.has(refused as never)) throw error
          throw new TranslatedRefusal(t(refused as never), { cause: error })
        }
      },
    ])
    return Object.fromEntries(spoken) as T
  }, [acts, t])
}
