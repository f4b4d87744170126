'use client'
import type { MarketWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Stat } from '#web/components/ui/Stat.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { gpuHoursText, percentText } from '#web/parts/market/marketTexts.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'

/** Shows in one row the number of free GPUs, the percentage of leased GPUs, and the trades of the last day. */
export function MarketFigures() {
  const t = useTranslations('home.figures')
  const { data } = useQuery(marketQuery(browserApi, null))
  const sums = data === undefined ? null : sumsOf(data)
  return (
    <section className="stats mt-4" aria-label={t('title')}>
      <Stat name={t('free')} value={sums?.freeGpus ?? '–'} below={t('freeBelow', { count: sums?.gpus ?? 0 })} />
      <Stat name={t('used')} value={percentText(sums?.utilisationBps ?? null)} below={t('usedBelow')} />
      <Stat
        name={t('traded')}
        value={sums === null ? '–' : gpuHoursText(sums.gpuSeconds24h)}
        unit={t('gpuHours')}
        below={sums?.simulated === true ? <SimulatedMarket /> : t('tradedBelow')}
      />
      <Stat name={t('classes')} value={sums?.classes ?? '–'} below={t('classesBelow')} />
    </section>
  )
}

type Sums = {
  readonly gpus: number
  readonly freeGpus: number
  readonly utilisationBps: number | null
  readonly gpuSeconds24h: string
  readonly classes: number
  readonly simulated: boolean
}

function sumsOf({ classes }: MarketWire): Sums {
  const figures = classes.map((gpuClass) => gpuClass.figures)
  const sum = (of: (figure: (typeof figures)[number]) => number) => figures.reduce((total, figure) => total + of(figure), 0)
  const gpus = sum((figure) => figure.gpus)
  return {
    gpus,
    freeGpus: sum(({ freeGpus }) => freeGpus),
    utilisationBps: gpus === 0 ? null : Math.round((sum(({ leasedGpus }) => leasedGpus) / gpus) * 10_000),
    gpuSeconds24h: figures.reduce((total, { gpuSeconds24h }) => total + BigInt(gpuSeconds24h), 0n).toString(),
    classes: figures.filter((figure) => figure.gpus > 0).length,
    simulated: figures.some(({ simulated }) => simulated),
  }
}
