'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/features/api/browserApi.ts'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { healthQuery } from '#web/features/health/healthQuery.ts'

/** The footer's facts: whether the house works, which chain, which block. */
export function HouseLine() {
  const t = useTranslations('shell')
  const { data: house } = useQuery(healthQuery(browserApi))
  const { data: chain } = useQuery({ ...chainQuery(browserApi), refetchInterval: 15_000 })
  return (
    <>
      <span className="row g1">
        <span className={clsx('dot', house === 'ready' ? 'ok' : house === undefined ? 'off' : 'wait')} aria-hidden />
        {t(house === 'ready' ? 'allNormal' : house === undefined ? 'checking' : 'somethingAway')}
      </span>
      {chain !== undefined && (
        <>
          <span>{t(chain.developmentChain ? 'developmentChain' : 'chain', { chainId: chain.chainId.toString() })}</span>
          <span>{t('block', { number: chain.blockNumber })}</span>
        </>
      )}
    </>
  )
}
