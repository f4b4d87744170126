'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { changeText, hourPriceText } from '#web/parts/market/marketTexts.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'

/** The other classes of the market, to go from one to the next. */
export function ClassList({ classId, regionId }: { readonly classId: number; readonly regionId: number | null }) {
  const t = useTranslations('market')
  const market = useQuery(marketQuery(browserApi, regionId))
  const classes = (market.data?.classes ?? []).filter(({ classId: id, figures }) => id === classId || figures.gpus > 0 || figures.last !== null)
  return (
    <nav className="cls" aria-label={t('classes')}>
      {classes.map(({ classId: id, name, figures }) => (
        <Link key={id} href={`/market/${id}`} aria-current={id === classId ? 'page' : undefined}>
          <b title={name}>{classTitle(name)}</b>
          <span className="n">{hourPriceText(figures.last ?? figures.bestAsk)}</span>
          <span className="dim">{figures.freeGpus > 0 ? t('countFree', { count: figures.freeGpus }) : t('noneFree')}</span>
          <span className="n dim">{changeText(figures.changeBps)}</span>
        </Link>
      ))}
      <Link className="all" href="/market">
        {t('allClasses')}
      </Link>
    </nav>
  )
}
