'use client'
import { TrendingUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { percentText } from '#web/parts/market/marketTexts.ts'
import { chanceWish } from '#web/features/order-ticket/chanceWish.ts'
import { fewestChanceTrades, useFillChance } from '#web/features/order-ticket/useFillChance.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

type FillChanceNoteProps = { readonly wish: WaitingWish; readonly was: WaitingWish | null; readonly now: number }

/** Shows how often an order like this would have been matched in past trades, or that there are too few trades for an estimate. */
export function FillChanceNote({ wish, was, now }: FillChanceNoteProps) {
  const t = useTranslations('ticket.chance')
  const told = useFillChance(chanceWish(wish, now))
  const before = useFillChance(was === null ? null : chanceWish(was, now))?.chance ?? null
  if (told === undefined) return null
  const { chance, trades, spanSeconds } = told
  if (chance === null)
    return <p className="t12 dim">{trades < fewestChanceTrades ? t('none') : t('short', { trades, span: spanText(spanSeconds) })}</p>
  const isChanged = before !== null && before.bps !== chance.bps
  const words = {
    ...{
      percent: percentText(chance.bps),
      until: momentText(wish.until),
      hours: chance.hours,
      filled: chance.filled,
      before: percentText(before?.bps ?? null),
    },
    b: (text: ReactNode) => <b>{text}</b>,
    link: (text: ReactNode) => (
      <Link className="link" href="/docs/guides/market-data">
        {text}
      </Link>
    ),
  }
  return (
    <div className="callout go">
      <TrendingUp className="i" aria-hidden />
      <span>{t.rich(isChanged ? 'changed' : 'some', words)}</span>
    </div>
  )
}
