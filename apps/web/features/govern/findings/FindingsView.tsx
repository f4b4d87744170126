'use client'
import type { FindingWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { FindingPanel } from '#web/features/govern/findings/FindingPanel.tsx'
import { FindingsOnly } from '#web/features/govern/findings/FindingsOnly.tsx'
import { FindingsTable } from '#web/features/govern/findings/FindingsTable.tsx'
import { type FindingFilter, findingsQuery, isAsked } from '#web/features/govern/findings/findingQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { BoardView } from '#web/parts/govern/BoardView.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const waiting = <Skeleton width="100%" height={200} />
const StandPanel = dynamic(() => import('#web/features/govern/work/StandPanel.tsx').then((module) => module.StandPanel), {
  ssr: false,
  loading: () => waiting,
})
const FindingEvidence = dynamic(() => import('#web/features/govern/findings/FindingEvidence.tsx').then((module) => module.FindingEvidence), {
  ssr: false,
  loading: () => waiting,
})
const FindingActs = dynamic(() => import('#web/features/govern/findings/FindingActs.tsx').then((module) => module.FindingActs), {
  ssr: false,
  loading: () => waiting,
})

/**
 * Shows findings against AI services, newest first: all, or only those about one service or those of one panel member. Below the list it shows the finding that
 * the reader chose, with the actions that the reader can take on it.
 */
export function FindingsView({ only }: { readonly only: FindingFilter }) {
  const t = useTranslations('govern.findings')
  const account = (useAccount() ?? '').toLowerCase()
  const list = useInfiniteQuery(findingsQuery(browserApi, only))
  const [chosen, setChosen] = useState<number | null>(null)
  const shownOf = (items: readonly FindingWire[]) =>
    items.find(({ id }) => id === chosen) ?? items.find((one) => isAsked(one, account)) ?? items.find(({ next }) => next.act !== null) ?? items[0]
  return (
    <BoardView
      list={list}
      failed={t('failed')}
      more={t('more')}
      main={({ first: { now }, items, more, contracts }) => {
        const shown = shownOf(items)
        const asked = items.filter((one) => isAsked(one, account))
        return (
          <div className="stack g4">
            {asked.length > 0 && <Callout tone="warn">{t('asked', { numbers: asked.map(({ id }) => id).join(', ') })}</Callout>}
            <div className="gl">
              <div className="stack g3">
                <FindingsOnly only={only} account={account} />
                <FindingsTable items={items} more={more} now={now} shown={shown?.id ?? null} onShow={setChosen} />
              </div>
              <SignInGate purpose="govern" waiting={waiting}>
                <StandPanel list="Findings" contracts={contracts} />
              </SignInGate>
            </div>
            {shown !== undefined && (
              <div className={shown.next.act === null ? undefined : 'gl'}>
                <div className="stack g4">
                  <FindingPanel finding={shown} now={now} />
                  <FindingEvidence key={shown.id} id={shown.id} />
                </div>
                {shown.next.act !== null && (
                  <div className="stack g4">
                    <SignInGate purpose="govern" waiting={waiting}>
                      <FindingActs key={shown.id} finding={shown} contracts={contracts} />
                    </SignInGate>
                  </div>
                )}
              </div>
            )}
          </div>
        )
      }}
      aside={() => (
        <div className="stack g3">
          <RuleList title={t('rules.title')} rules={[t('rules.accuse'), t('rules.judge'), t('rules.money')]} />
          <p className="t13">
            <Link className="link" href="/docs/guides/findings">
              {t('guide')}
            </Link>
          </p>
        </div>
      )}
    />
  )
}
