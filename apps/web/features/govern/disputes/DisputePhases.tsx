import { trialSeconds } from '@infinitio/domain'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { reading } from '#web/i18n/reading.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

const phases = ['evidence', 'drawing', 'commit', 'reveal', 'decided'] as const
type Phase = (typeof phases)[number]

/** Shows the phases of a dispute with the deadline of each, and marks the current one. `now` is the chain's time in Unix seconds. */
export function DisputePhases({ dispute, now }: { readonly dispute: DisputeDetailWire; readonly now: number }) {
  const t = useTranslations('govern.disputes.phase')
  const at = phaseAt(dispute, now)
  return (
    <>
      <ol className="dphases">
        {phases.map((phase, place) => {
          const until = deadlineOf(dispute, phase)
          return (
            <li key={phase} className={clsx(place < at && 'past', place === at && 'on')} aria-current={place === at ? 'step' : undefined}>
              <b>{t(phase)}</b>
              <span className="t12 dim">{until === null ? t('later') : t('until', { moment: dayMinuteText(until) })}</span>
            </li>
          )
        })}
      </ol>
      <p className="t12 dim dzone">{t('zone', { zone: reading().zoneName })}</p>
    </>
  )
}

/** Returns the index of the present phase in `phases`. A finished dispute is past all of them. */
function phaseAt({ state, juries }: DisputeDetailWire, now: number): number {
  switch (state) {
    case 'evidence':
      return 0
    case 'drawing':
      return 1
    case 'voting':
      return now < (juries.at(-1)?.revealFrom ?? 0) ? 2 : 3
    case 'decided':
      return 4
    case 'done':
    case 'stands':
      return phases.length
  }
}

/** Returns the deadline of a phase of the current jury in Unix seconds, or null before it is known. */
function deadlineOf({ openedAt, juries, state, until }: DisputeDetailWire, phase: Phase): number | null {
  const jury = juries.at(-1)
  switch (phase) {
    case 'evidence':
      return openedAt + trialSeconds.evidence
    case 'drawing':
      return state === 'drawing' ? until : openedAt + trialSeconds.evidence + trialSeconds.draw
    case 'commit':
      return jury?.revealFrom ?? null
    case 'reveal':
      return jury?.until ?? null
    case 'decided':
      return jury === undefined || jury.round > 1 ? null : jury.until + trialSeconds.appeal
  }
}
