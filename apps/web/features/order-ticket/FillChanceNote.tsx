'use client'
import { type FillChance, fillChance, type PastTrade } from '@infinitio/matching'
import { getMarketClass } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { TrendingUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { browserApi } from '#web/features/api/browserApi.ts'
import { momentText } from '#web/features/format/clockText.ts'
import { percentText } from '#web/features/market/marketTexts.ts'

const mostTrades = '200'

/** An order that would wait: where, for how much, for how many GPUs, all on one node or not, and until when, Unix seconds. */
export type WaitingWish = {
  readonly classId: number
  readonly regionId: number | null
  readonly price: bigint
  readonly gpus: number
  readonly isWhole: boolean
  readonly until: number
}

type FillChanceNoteProps = { readonly wish: WaitingWish; readonly was: WaitingWish | null; readonly now: number }

/** How often an order like this would have filled, counted from past trades; in words where there are too few of them to say. */
export function FillChanceNote({ wish, was, now }: FillChanceNoteProps) {
  const t = useTranslations('ticket.chance')
  const { classId, regionId } = wish
  const market = useQuery({
    queryKey: ['market', 'trades', classId, regionId],
    queryFn: () =>
      getMarketClass(browserApi, classId, { trades: mostTrades, candles: '1', ...(regionId === null ? {} : { region: String(regionId) }) }),
    staleTime: 60_000,
  })
  if (market.data === undefined) return null
  const trades = market.data.trades
    .toReversed()
    .map(({ at, pricePerGpuSecond, gpus }) => ({ at, pricePerGpuSecond: BigInt(pricePerGpuSecond), gpus }))
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

function chanceOf(trades: readonly PastTrade[], { price, gpus, isWhole, until }: WaitingWish, now: number): FillChance | null {
  // By the hour: what it counts moves no faster, and a number that trembles says nothing.
  const at = Math.floor(now / 3_600) * 3_600
  const seconds = Math.floor((until - now) / 60) * 60
  return seconds <= 0 ? null : fillChance(trades, { price, gpus, seconds, isWhole }, { now: at })
}
