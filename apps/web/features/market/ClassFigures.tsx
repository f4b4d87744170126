import type { MarketDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { realNodesQuery } from '#web/parts/market/realNodesQuery.ts'
import { changeText, gpuHoursText, hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/** The name of a class and its figures in one line, or where they do not fit beside it, all on the next. */
export function ClassFigures({ detail: { classId, name, figures, regionId, regions } }: { readonly detail: MarketDetailWire }) {
  const t = useTranslations('market')
  const real = useQuery(realNodesQuery(browserApi))
  // Of what is free: a real node that is leased says nothing.
  const isSimulated = figures.freeGpus > 0 && real.data !== undefined && !real.data.classIds.includes(classId)
  const region = regions.find((one) => one.regionId === regionId)?.name ?? t('allRegions')
  return (
    <header className="tick">
      <div>
        <h1>{classTitle(name)}</h1>
        <p className="t12 dim">
          {t('perHour', { region })} {isSimulated && <SimulatedBadge />}
        </p>
      </div>
      <div className="figs">
        <Figure name={t('column.last')}>{hourPriceText(figures.last)}</Figure>
        <Figure name={t('column.change')}>{changeText(figures.changeBps)}</Figure>
        <Figure name={t('index')}>{hourPriceText(figures.index?.pricePerGpuSecond ?? null)}</Figure>
        <Figure name={t('traded24')}>{t('gpuH', { hours: gpuHoursText(figures.gpuSeconds24h) })}</Figure>
        <Figure name={t('column.used')}>{percentText(figures.utilisationBps)}</Figure>
        <Figure name={t('freeNow')}>{t('gpus', { count: figures.freeGpus })}</Figure>
      </div>
    </header>
  )
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <p>
      <span className="k">{name}</span>
      <span className="v">{children}</span>
    </p>
  )
}
