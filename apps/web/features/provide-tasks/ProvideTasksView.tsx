'use client'
import { baseUnitsOfStake } from '@infinitio/sdk/pool'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { HeldPanel } from '#web/features/provide-tasks/HeldPanel.tsx'
import { StakePanel } from '#web/features/provide-tasks/StakePanel.tsx'
import { type OwnTasks, readOwnTasks } from '#web/features/provide-tasks/stakeMoves.ts'
import { WhyPanel } from '#web/features/provide-tasks/WhyPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { providerQuery } from '#web/parts/provider/providerQuery.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const everyMs = 5_000

/**
 * Shows a provider its stake in the task pool, its earnings there, and why its machines get no task now. The earnings come from the pool's events, which the
 * market reads; the stake comes from the chain.
 */
export function ProvideTasksView() {
  const t = useTranslations('provideTasks')
  return (
    <main className="page p-provide">
      <header className="ph">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p className="t13 dim mt-1">{t('intro')}</p>
        </div>
        <Link className="link t13" href="/tasks">
          {t('pool')}
        </Link>
        <Link className="link t13" href="/provide">
          {t('back')}
        </Link>
      </header>
      <SignInGate waiting={<Waiting />}>
        <OwnView />
      </SignInGate>
    </main>
  )
}

function OwnView() {
  const t = useTranslations('provideTasks')
  const provider = useQuery(providerQuery(browserApi))
  const account = provider.data?.account ?? ''
  const [from, setFrom] = useState(0)
  const own = useQuery({
    queryKey: ['provider', 'tasks', account, from],
    queryFn: () => readOwnTasks(account, { from }),
    enabled: provider.data !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
  return (
    <QueryView query={provider} failed={t('failed')} skeleton={<Waiting />}>
      {() => (
        <QueryView query={own} failed={t('failed')} skeleton={<Waiting />}>
          {(known) => (
            <div className="stack g4">
              <Figures own={known} />
              <WhyPanel own={known} />
              <StakePanel own={known} />
              <HeldPanel own={known} from={from} onFrom={setFrom} />
            </div>
          )}
        </QueryView>
      )}
    </QueryView>
  )
}

function Figures({ own: { pool, holdings, streaks } }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.figures')
  const { bonded, locked, strikes, outUntil } = holdings
  const streak = Math.max(0, ...streaks)
  const earned = BigInt(pool.earned)
  return (
    <div className="stats">
      <Stat
        name={t('earned')}
        value={amountText(earned)}
        unit={
          <>
            PT
            <About units={earned} />
          </>
        }
        below={t('tasks', { worked: pool.worked, checked: pool.checked })}
      />
      <Stat
        name={t('counts')}
        value={amountText(bonded * baseUnitsOfStake)}
        unit="PT"
        below={t('held', { amount: amountText(locked * baseUnitsOfStake) })}
      />
      <Stat name={t('streak')} value={String(streak)} below={t('streakText', { kinds: streaks.length })} />
      <Stat name={t('lost')} value={String(pool.lost)} below={outUntil > pool.now ? t('isOut') : t('strikes', { count: strikes.length })} />
    </div>
  )
}

function Waiting() {
  return (
    <div className="stack g4" aria-hidden>
      <Skeleton width="100%" height={96} />
      <Skeleton width="100%" height={160} />
      <Skeleton width="100%" height={280} />
    </div>
  )
}
