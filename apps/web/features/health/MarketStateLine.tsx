'use client'
import { onlineManager, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { healthQuery } from '#web/features/health/healthQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'

/** The line in the footer that shows the state of the network and of the market, the chain and its newest block. */
export function MarketStateLine() {
  const t = useTranslations('shell')
  const { data: health } = useQuery(healthQuery(browserApi))
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
    () => true,
  )
  const { data: chain } = useQuery({ ...chainQuery(browserApi), refetchInterval: 15_000 })
  const { dot, text } = isOnline ? stateOf(health) : { dot: 'off', text: 'noNetwork' as const }
  return (
    <>
      <span className="row g1">
        <span className={clsx('dot', dot)} aria-hidden />
        {t(text)}
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

function stateOf(health: string | undefined) {
  if (health === undefined) return { dot: 'off', text: 'checking' } as const
  return health === 'ready' ? ({ dot: 'ok', text: 'allNormal' } as const) : ({ dot: 'wait', text: 'somethingAway' } as const)
}
