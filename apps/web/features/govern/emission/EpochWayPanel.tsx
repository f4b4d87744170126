'use client'
import { getEpochBoard } from '@infinitio/sdk/emission'
import { useQuery } from '@tanstack/react-query'
import { Ban, Check, CircleDashed, Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { dayMinuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import type { Emission } from '#web/parts/govern/emissionQueries.ts'
import { signersProblem } from '#web/parts/govern/SignersMissing.tsx'
import { type EpochStep, type EpochWay, epochSteps } from '#web/features/govern/emission/epochSteps.ts'

const everyMs = 10_000
const hourSeconds = 3_600
const marks = { done: Check, now: Clock, todo: CircleDashed, never: Ban } as const
const classes = { done: 'done', now: 'now', todo: 'todo', never: 'todo' } as const

/**
 * Shows the steps of an epoch (an hour of serving) until providers can claim its payments: the finished steps, and the current step with its deadline. It also
 * explains why an hour pays nothing.
 */
export function EpochWayPanel({ emission, chainNow }: { readonly emission: Emission; readonly chainNow: number }) {
  const t = useTranslations('govern.emission.way')
  const now = useChainNow(chainNow)
  const { data, isError } = useQuery({ queryKey: ['govern', 'board'], queryFn: () => getEpochBoard(browserApi), refetchInterval: everyMs })
  const way = data === undefined ? null : epochSteps(emission, { signatures: data.items, now })
  return (
    <Panel title={t('title')} note={way === null ? undefined : dayMinuteText(way.epoch * hourSeconds)}>
      <section className="panel-body" aria-label={t('title')}>
        {way !== null ? (
          <ol className="phases">
            {way.steps.map((step) => (
              <Phase key={step.name} step={step} way={way} now={now} emission={emission} />
            ))}
          </ol>
        ) : isError ? (
          <p className="t13 dim">{t('failed')}</p>
        ) : (
          <Skeleton width="100%" height={260} />
        )}
      </section>
      <p className="panel-foot">{t('next', { span: spanText(hourSeconds - (now % hourSeconds)) })}</p>
    </Panel>
  )
}

type PhaseProps = { readonly step: EpochStep; readonly way: EpochWay; readonly now: number; readonly emission: Emission }

function Phase({ step: { name, state, at }, way, now, emission }: PhaseProps) {
  const t = useTranslations('govern.emission.way')
  const Mark = marks[state]
  const key = `${name}.${state}` as 'signed.now'
  const isPart = name === 'signed' && state === 'now' && way.signers > 0
  // If too few validators can sign, show that as the reason. Otherwise readers would believe that no payment was due.
  const isNobodys = name === 'signed' && state !== 'done' && signersProblem(emission, now) !== null
  const text = isNobodys ? t('signed.nobody') : isPart ? t('someSigned', { count: way.signers, of: emission.validators }) : t.has(key) ? t(key) : null
  return (
    <li className={`phase ${classes[state]}`}>
      <span className="mark">
        <Mark className="i" aria-hidden />
      </span>
      <div>
        <h3>{t(`${name}.name`)}</h3>
        {text !== null && <p className="t12 dim">{text}</p>}
      </div>
      <span className="time">{at === null ? '' : at > now && at - now < hourSeconds ? t('in', { span: spanText(at - now) }) : momentText(at)}</span>
    </li>
  )
}
