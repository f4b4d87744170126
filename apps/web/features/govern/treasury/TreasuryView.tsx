'use client'
import type { GovernWire, TreasuryWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { FlowChart } from '#web/features/govern/treasury/FlowChart.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { governQuery, treasuryQuery } from '#web/parts/govern/governQueries.ts'
import { gText } from '#web/parts/govern/gText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { TreasuryMoves } from '#web/features/govern/treasury/TreasuryMoves.tsx'
import { treasurySums } from '#web/features/govern/treasury/treasurySums.ts'
import { BackingPanel } from '#web/parts/wallet/BackingPanel.tsx'

/** The treasury: what it has, what came in and went out day by day, and each move with who paid or got it. */
export function TreasuryView() {
  const t = useTranslations('govern.treasury')
  const query = useQuery(treasuryQuery(browserApi))
  const govern = useQuery(governQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {(treasury) =>
        treasury.account === null ? (
          <NoDao />
        ) : (
          <div className="gl wide">
            <div className="stack g4">
              <Flows treasury={treasury} has={govern.data?.dao?.treasury ?? null} />
              <TreasuryMoves moves={treasury.moves} />
            </div>
            <aside className="stack g4">
              <Panel title={t('rules.title')}>
                <ul className="panel-body stack g3 t13">
                  <li>{t('rules.in')}</li>
                  <li>{t('rules.out')}</li>
                  <li>{t('rules.burned')}</li>
                </ul>
              </Panel>
              {govern.data !== undefined && <BackingPanel reserve={govern.data.reserve} />}
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}

type Has = NonNullable<GovernWire['dao']>['treasury']

const ptText = (units: bigint) => `${amountText(units)} PT`

function Flows({ treasury, has }: { readonly treasury: TreasuryWire; readonly has: Has | null }) {
  const t = useTranslations('govern.treasury')
  const [token, setToken] = useState<'pt' | 'g'>('pt')
  const sums = treasurySums(treasury.days)
  const text = token === 'pt' ? ptText : gText
  const [into, out, now] = token === 'pt' ? [sums.ptIn, sums.ptOut, has?.pToken] : [sums.gIn, sums.gOut, has?.g]
  const figure = (units: bigint) => (
    <>
      {text(units)}
      {token === 'pt' && <About units={units} />}
    </>
  )
  const tokens = [
    { value: 'pt', label: 'PT' },
    { value: 'g', label: 'G' },
  ] as const
  return (
    <Panel title={t('title')} end={<Segmented label={t('token')} value={token} options={tokens} onChange={setToken} />}>
      <div className="stats gstats">
        <Stat name={t('has')} value={now === undefined ? '–' : figure(BigInt(now))} />
        <Stat name={t('in')} value={figure(into)} below={t('days')} />
        <Stat name={t('out')} value={figure(out)} below={t('days')} />
        <Stat name={t('burned')} value={ptText(sums.burned)} below={t('days')} />
      </div>
      <div className="panel-body stack g2">
        {into === 0n && out === 0n ? (
          <p className="t13 dim">{t('nothing', { token: token === 'pt' ? 'PT' : 'G' })}</p>
        ) : (
          <>
            <p className="row g4 t12">
              <span className="row g2">
                <i className="gkey in" aria-hidden /> {t('in')}
              </span>
              <span className="row g2">
                <i className="gkey out" aria-hidden /> {t('out')}
              </span>
            </p>
            <FlowChart days={treasury.days} token={token} text={text} />
          </>
        )}
      </div>
    </Panel>
  )
}
