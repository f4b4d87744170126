'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { EpochPanel } from '#web/features/govern/emission/EpochPanel.tsx'
import { FiguresPanel } from '#web/features/govern/overview/FiguresPanel.tsx'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { MyStakePanel } from '#web/features/govern/overview/MyStakePanel.tsx'
import { NewestProposals } from '#web/features/govern/proposals/NewestProposals.tsx'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { ReservePanel } from '#web/features/govern/treasury/ReservePanel.tsx'
import { PowerPanel, RulesPanel } from '#web/features/govern/proposals/RulesPanel.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'

/** The DAO at a glance: what there is of G, who may decide what and how, the treasury, the reserve and one's own part. */
export function OverviewView() {
  const t = useTranslations('govern')
  const query = useQuery(governQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {(govern) => <Overview govern={govern} />}
    </QueryView>
  )
}

function Overview({ govern }: { readonly govern: GovernWire }) {
  const t = useTranslations('govern')
  const { dao } = govern
  return (
    <div className="gl">
      <div className="stack g4">
        {dao === null ? (
          <NoDao />
        ) : (
          <>
            <FiguresPanel dao={dao} />
            <NewestProposals />
            <PowerPanel dao={dao} now={govern.blockTimestamp} />
            <RulesPanel rules={dao.rules} />
          </>
        )}
        <p className="t12 dim">{t('asOf', { number: govern.blockNumber, time: minuteText(govern.blockTimestamp) })}</p>
      </div>
      <aside className="stack g4">
        {dao !== null && <MyStakePanel interestBps={dao.interest.bps} />}
        <ReservePanel reserve={govern.reserve} treasury={dao?.treasury ?? null} />
        {dao !== null && <EpochPanel />}
        <TimePanel />
      </aside>
    </div>
  )
}
