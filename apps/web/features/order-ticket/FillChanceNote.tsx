'use client'
import { TrendingUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { momentText } from '#web/features/format/clockText.ts'
import { percentText } from '#web/features/market/marketTexts.ts'
import { chanceOf } from '#web/features/order-ticket/chanceOf.ts'
import { historySpan, isCut } from '#web/features/order-ticket/historySpan.ts'
import { useTrades } from '#web/features/order-ticket/useTrades.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

type FillChanceNoteProps = { readonly wish: WaitingWish; readonly was: WaitingWish | null; readonly now: number }

/** How often an order like this would have filled, counted from past trades; in words where there are too few of them to say. */
export function FillChanceNote({ wish, was, now }: FillChanceNoteProps) {
  const t = useTranslations('ticket.chance')
  const history = useTrades(wish)
  if (history === undefined) return null
  const chance = chanceOf(history, wish, now)
  if (chance === null)
    return <p className="t12 dim">{isCut(history) ? t('short', { trades: history.trades.length, span: historySpan(history) }) : t('none')}</p>
  const before = was === null ? null : chanceOf(history, was, now)
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
