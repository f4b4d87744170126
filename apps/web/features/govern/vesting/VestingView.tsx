'use client'
import type { VestingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { governQuery, vestingQuery } from '#web/parts/govern/governQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { SpanChart } from '#web/parts/govern/SpanChart.tsx'
import { useLineText } from '#web/features/govern/vesting/useLineText.ts'
import { vestingCurve } from '#web/features/govern/vesting/vestedAt.ts'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const ReleaseForm = dynamic(() => import('#web/features/govern/vesting/ReleaseForm.tsx').then((module) => module.ReleaseForm), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/**
 * Shows the vesting of the genesis supply: how much has vested, how much was paid, and to which receivers. A form pays out what has vested since the last
 * payment.
 */
export function VestingView() {
  const t = useTranslations('govern')
  const query = useQuery(vestingQuery(browserApi))
  const govern = useQuery(governQuery(browserApi))
  return (
    <QueryView query={query} failed={t('vesting.failed')} skeleton={<GovernSkeleton />}>
      {(vesting) =>
        vesting.items.length === 0 ? (
          <NoDao />
        ) : (
          <div className="gl">
            <div className="stack g4">
              <Sums vesting={vesting} />
              <Grants vesting={vesting} />
              <p className="t12 dim">{t('asOf', { number: vesting.blockNumber, time: minuteText(vesting.blockTimestamp) })}</p>
            </div>
            <aside className="stack g4">
              <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={200} />}>
                {govern.data?.dao ? <ReleaseForm vesting={vesting} dao={govern.data.dao} /> : <Skeleton width="100%" height={200} />}
              </SignInGate>
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}

function Sums({ vesting }: { readonly vesting: VestingWire }) {
  const t = useTranslations('govern.vesting')
  const { genesis, atOnce, items, blockTimestamp } = vesting
  const sum = (key: 'vested' | 'released' | 'releasable') => items.reduce((all, grant) => all + BigInt(grant[key]), 0n)
  const free = BigInt(atOnce) + sum('vested')
  return (
    <Panel title={t('title')}>
      <div className="stats gstats">
        <Stat name={t('genesis')} value={gText(genesis)} below={t('genesisText', { atOnce: gText(atOnce) })} />
        <Stat name={t('free')} value={gText(free)} below={t('freeText', { share: shareText(free, genesis) })} />
        <Stat name={t('released')} value={gText(sum('released'))} below={t('releasedText')} />
        <Stat name={t('releasable')} value={gText(sum('releasable'))} below={t('releasableText')} />
      </div>
      <div className="panel-body">
        <SpanChart
          name={t('chart')}
          points={vestingCurve(vesting)}
          text={(value) => (value === 0 ? '0' : `${Math.round(value / 1_000_000)}M`)}
          when={dateYearText}
          last={t('chartNow', { share: shareText(free, genesis) })}
          now={blockTimestamp}
          isWide
        />
      </div>
    </Panel>
  )
}

function Grants({ vesting: { items } }: { readonly vesting: VestingWire }) {
  const t = useTranslations('govern.vesting')
  const lineText = useLineText()
  return (
    <Panel title={t('grants')}>
      <section className="scroll" aria-label={t('grants')}>
        <table className="table">
          <TableHead
            columns={[
              { name: t('line') },
              { name: t('amount'), className: 'n' },
              { name: t('vested'), className: 'n' },
              { name: t('released'), className: 'n hide-s' },
              { name: t('releasable'), className: 'n hide-s' },
            ]}
          />
          <tbody>
            {items.map(({ id, label, beneficiary, amount, vested, released, releasable, cliffAt, endAt, startAt }) => (
              <tr key={id}>
                <td>
                  <b>{lineText(label)}</b>
                  <div className="t12 dim">
                    <NamedAccount account={beneficiary} />
                  </div>
                  <div className="t12 dim">
                    {cliffAt > startAt
                      ? t('span', { cliff: dateYearText(cliffAt), end: dateYearText(endAt) })
                      : t('spanOnly', { end: dateYearText(endAt) })}
                  </div>
                </td>
                <td className="n">{gText(amount)}</td>
                <td className="n">
                  {gText(vested)}
                  <div className="t12 dim">{shareText(vested, amount)}</div>
                </td>
                <td className="n hide-s">{gText(released)}</td>
                <td className="n hide-s">{gText(releasable)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
