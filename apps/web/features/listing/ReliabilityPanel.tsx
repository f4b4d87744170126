'use client'
import type { MachineReliabilityWire } from '@infinitio/domain/wire'
import { nextTierSteps, type TierStep } from '@infinitio/economy'
import { getMachineReliability, type Transport } from '@infinitio/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import type { ProofMaker } from '#web/parts/machine/proofMaker.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

const hourSeconds = 3_600

/** Shows the tier (how far validators have checked a machine) and the reliability of a machine, as validators signed them, and how they were calculated. */
export function ReliabilityPanel({ node, maker }: { readonly node: string; readonly maker: ProofMaker }) {
  const t = useTranslations('reliability')
  const query = useQuery(reliabilityQuery(browserApi, node))
  return (
    <section className="blk" aria-labelledby="reliability">
      <header>
        <h2 id="reliability">{t('title')}</h2>
        <p>{t('text')}</p>
        <Link className="end link t13" href="/docs/guides/reliability">
          {t('guide')}
        </Link>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<div className="panel min-h-36" aria-hidden />}>
        {(found) => <Attested found={found} maker={maker} />}
      </QueryView>
    </section>
  )
}

/** Shows the tier and reliability of a machine that validators have signed, or explains why there are none yet. */
export function Attested({ found: { statement, root, epoch }, maker }: { readonly found: MachineReliabilityWire; readonly maker: ProofMaker }) {
  const t = useTranslations('reliability')
  if (root === null || epoch === null) return <p className="panel panel-body t13 dim">{t('noRoot')}</p>
  if (statement === null) return <p className="panel panel-body t13 dim">{t('notYet')}</p>
  const { hours, presentSeconds, daysInTime, daysLate, daySlots, dayPassed, hasNewPass } = statement.facts
  const online = presentSeconds / hourSeconds
  return (
    <>
      <div className="stats">
        <Stat name={t('title')} value={t('percent', { percent: statement.reliabilityBps / 100 })} below={t('bounds')} />
        <Stat name={t('online')} value={t('hours', { hours: online })} below={t('ofHours', { hours })} />
        <Stat name={t('inTime')} value={daysInTime} below={t('late', { days: daysLate })} />
        <Stat
          name={t('tier')}
          value={t('tierName', { tier: String(statement.tier) })}
          below={t('tierText', { maker: statement.tier === 0 ? 'none' : maker })}
        />
      </div>
      <NextTier statement={statement} />
      <details className="t13 mt-2">
        <summary>{t('how')}</summary>
        <ul className="mt-2 list-disc ps-5">
          <li>{t('presence', { online, hours, percent: percentOf((9 + online) / (10 + hours)) })}</li>
          <li>
            {daysLate === 0
              ? t('noLate')
              : t('starts', { inTime: daysInTime, late: daysLate, percent: percentOf((9 + daysInTime) / (10 + daysInTime + daysLate)) })}
          </li>
          <li>{t('lower')}</li>
          <li>{daySlots === 0 ? t('noSlot') : t('slots', { slots: daySlots, passed: dayPassed, new: String(hasNewPass) })}</li>
          <li>
            {t('signed', { time: dayMinuteText((epoch + 1) * hourSeconds) })}{' '}
            <span className="mono" title={root}>
              {shortHex(root)}
            </span>
          </li>
        </ul>
      </details>
    </>
  )
}

/** Returns a share in per cent, rounded down to 0.01. */
function percentOf(share: number): number {
  return Math.floor(share * 10_000) / 100
}

/**
 * The query that loads two things that validators signed for a machine, its tier (how far they have checked it) and its reliability, with the records from
 * which both are calculated.
 */
function reliabilityQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['reliability', node] as const, queryFn: () => getMachineReliability(api, node) })
}

type Statement = NonNullable<MachineReliabilityWire['statement']>

/** Lists the conditions of the next tier (how far validators have checked a machine), each with the machine's present value. */
export function NextTier({ statement: { tier, facts } }: { readonly statement: Statement }) {
  const t = useTranslations('reliability')
  const steps = nextTierSteps(facts, { tier })
  if (steps.length === 0) return <p className="t13 dim mt-2">{t('step.highest')}</p>
  return (
    <details className="t13 mt-2">
      <summary>{t('step.title', { open: steps.filter(({ isMet }) => !isMet).length })}</summary>
      <ul className="mt-2 list-disc ps-5">
        {steps.map((step) => (
          <li key={step.name}>
            {t(`step.${step.name}`, { needs: step.needs, tier: step.tier })}{' '}
            <span className={step.isMet ? 'dim' : ''}>
              <StepValue step={step} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Shows the machine's present value for one condition of a tier. */
function StepValue({ step: { name, has, isMet } }: { readonly step: TierStep }) {
  const t = useTranslations('reliability')
  if (name === 'proof') return t('step.proven', { isMet: String(isMet) })
  if (name === 'region') return t('step.place', { is: has === null ? 'unknown' : isMet ? 'yes' : 'no' })
  return has === null ? t('step.unknown') : t('step.has', { has, isMet: String(isMet) })
}
