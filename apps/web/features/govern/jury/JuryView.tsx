'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { disputesQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputesTable, nextText } from '#web/features/govern/disputes/DisputesTable.tsx'
import { AskedOfYou } from '#web/features/govern/work/AskedOfYou.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const StandPanel = dynamic(() => import('#web/features/govern/work/StandPanel.tsx').then((module) => module.StandPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** Shows the disputes for which the reader was selected as a juror, and a form with which an account joins the list of jurors. */
export function JuryView() {
  const t = useTranslations('govern.jury')
  return (
    <div className="stack g4">
      <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={240} />}>
        <Duties />
      </SignInGate>
      <aside className="gboard">
        <RuleList title={t('rules.title')} rules={[t('rules.join'), t('rules.vote'), t('rules.pay')]} />
        <TimePanel />
      </aside>
    </div>
  )
}

function Duties() {
  const t = useTranslations('govern.jury')
  const of = useTranslations('govern.disputes')
  const account = (useAccount() ?? '').toLowerCase()
  const list = useInfiniteQuery(disputesQuery(browserApi, { account, role: 'juror' }))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ first: { contracts, now }, items, more }) => {
        if (contracts === null) return <NoDao />
        const asked = items.filter(({ next }) => next.acts.includes('commit') || next.acts.includes('reveal'))
        return (
          <div className="gl">
            <div className="stack g4">
              <AskedOfYou
                text={t('asked')}
                works={asked.map((dispute) => ({
                  href: `/disputes/${dispute.id}`,
                  name: `${of('one', { id: dispute.id })}: ${nextText(dispute, now, of)}`,
                }))}
              />
              <DisputesTable title={t('title')} items={items} more={more} now={now} empty={{ title: t('empty'), text: t('emptyText') }} />
              <p className="t13">
                <Link className="link" href="/disputes">
                  {t('all')}
                </Link>
              </p>
            </div>
            <StandPanel list="DisputeCourt" contracts={contracts} />
          </div>
        )
      }}
    </PagesView>
  )
}
