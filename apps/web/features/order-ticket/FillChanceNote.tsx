'use client'
import { TrendingUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { momentText } from '#web/features/format/clockText.ts'
import { percentText } from '#web/features/market/marketTexts.ts'
import { chanceOf } from '#web/features/order-ticket/chanceOf.ts'
import { useTrades } from '#web/features/order-ticket/useTrades.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

type FillChanceNoteProps = { readonly wish: WaitingWish; readonly was: WaitingWish | null; readonly now: number }

/** How often an order like this would have filled, counted from past trades; in words where there are too few of them to say. */
export function FillChanceNote({ wish, was, now }: FillChanceNoteProps) {
  const t = useTranslations('ticket.chance')
  const trades = useTrades(wish)
  if (trades === undefined) return null
  const chance = chanceOf(trades, wish, now)
  if (chance === null) return <p className="t12 dim">{t('none')}</p>
  const before = was === null ? null : chanceOf(trades, was, now)
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
