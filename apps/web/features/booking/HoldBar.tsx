'use client'
import { sentenceGap } from '#web/parts/format/listText.ts'
import type { HoldWire } from '@infinitio/domain/wire'
import { holdLifetimeMs } from '@infinitio/matching'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { useReleaseHold } from '#web/parts/hold/useReleaseHold.ts'

const holdSeconds = holdLifetimeMs / 1_000
const ringLength = 2 * Math.PI * 15.5

/**
 * Shows how much time of a hold is left. If the hold has a deposit, the bar is solid: the machine is reserved at its price. If the hold has no deposit, the bar
 * is dashed: only the price is frozen.
 */
export function HoldBar({
  hold,
  secondsLeft: left,
  holdsLeft,
}: {
  readonly hold: HoldWire
  /** How many seconds are left; null while the end of the hold is unknown. The bar then looks as if the hold had just begun. */
  readonly secondsLeft: number | null
  readonly holdsLeft: number | undefined
}) {
  const t = useTranslations('book.hold')
  const secondsLeft = left ?? holdSeconds
  const releasing = useReleaseHold(hold, { leadsBack: true })
  const share = Math.max(0, Math.min(1, secondsLeft / holdSeconds))
  return (
    <div
      className={clsx('holdbar', !hold.funded && 'unfunded', secondsLeft <= 60 && 'late')}
      role="timer"
      aria-label={t('name', { left: countdownText(secondsLeft) })}
    >
      <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
        <circle cx="18" cy="18" r="15.5" fill="none" stroke="var(--surface-3)" strokeWidth="3" />
        <circle
          cx="18"
          cy="18"
          r="15.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={`${share * ringLength} ${ringLength}`}
          transform="rotate(-90 18 18)"
        />
      </svg>
      <time>{countdownText(secondsLeft)}</time>
      <p className="grow">
        <b>{t(hold.funded ? 'held' : 'frozen', { gpus: hold.gpus, unit: rentedUnit(hold.listing) })}</b>{' '}
        <span className="only-phone">{t('nothingPaid')}</span>
        <span className="only-desk">
          {hold.funded ? t('heldText', { amount: amountText(BigInt(hold.amount)) }) : t('frozenText')}
          {sentenceGap()}
          {holdsLeft !== undefined && t('holdsLeft', { count: holdsLeft })}
        </span>
      </p>
      <Button size="sm" tone="ghost" disabled={releasing.isPending} onClick={() => releasing.mutate()}>
        {t('release')}
      </Button>
    </div>
  )
}
