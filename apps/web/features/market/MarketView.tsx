'use client'
import type { MarketClassWire, MarketWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { ChartCandlestick } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { MarketSkeleton } from '#web/features/market/MarketSkeleton.tsx'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { changeText, gpuHoursText, hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { Sparkline } from '#web/parts/market/Sparkline.tsx'
import { RegionSelect } from '#web/features/market/RegionSelect.tsx'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'

/** Lists every GPU class that is listed or was traded, with its prices, its trades and the fraction of its GPUs that is leased. */
export function MarketView() {
  const t = useTranslations('market')
  const [regionId, setRegionId] = useState<number | null>(null)
  const market = useQuery(marketQuery(browserApi, regionId))
  useLiveTopic('market')
  return (
    <main className="page p-market">
      <header className="mh">
        <h1>{t('title')}</h1>
        {market.data !== undefined && <RegionSelect regions={market.data.regions} value={regionId} onChange={setRegionId} />}
        <Button asChild>
          <Link href="/orders">{t('yourOrders')}</Link>
        </Button>
      </header>
      <QueryView query={market} failed={t('failed')} skeleton={<MarketSkeleton />}>
        {(data) => <Classes market={data} />}
      </QueryView>
      {market.data?.classes.some(({ figures }) => figures.simulated) && (
        <p className="t13 dim mt-4">
          <SimulatedMarket /> {t('simulatedNote')}
        </p>
      )}
      <p className="t13 dim mt-4">
        {t.rich('source', {
          link: (words) => (
            <Link className="link" href="/docs/guides/market-data">
              {words}
            </Link>
          ),
        })}
      </p>
    </main>
  )
}

function Classes({ market }: { readonly market: MarketWire }) {
  const t = useTranslations('market')
  const active = market.classes.filter(isActive)
  if (active.length === 0) return <NoMarket />
  // A small chart needs at least two prices of one class.
  const hasLines = active.some(({ medians24h }) => medians24h.filter((price) => price !== null).length > 1)
  return (
    <section className="panel scroll" aria-label={t('classes')}>
      <table className="table">
        <TableHead
          columns={[
            { name: t('column.class') },
            { name: t('column.last'), className: 'n' },
            { name: t('column.change'), className: 'n hide-s' },
            ...(hasLines ? [{ name: t('column.day'), className: 'n hide-s', title: t('column.dayTitle') }] : []),
            { name: t('column.ask'), className: 'n' },
            { name: t('column.bid'), className: 'n hide-s' },
            { name: t('column.index'), className: 'n hide-s' },
            { name: t('column.traded'), className: 'n hide-s' },
            { name: t('column.used'), className: 'n hide-s' },
            { name: t('column.free'), className: 'n' },
          ]}
        />
        <tbody>
          {active.map((gpuClass) => (
            <ClassRow key={gpuClass.classId} gpuClass={gpuClass} hasLines={hasLines} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Hides classes of the catalogue without machines, orders or trades. */
function isActive({ figures }: MarketClassWire): boolean {
  return figures.gpus > 0 || figures.last !== null || figures.bestBid !== null
}

type ClassRowProps = { readonly gpuClass: MarketClassWire; readonly hasLines: boolean }

function ClassRow({ gpuClass: { classId, name, figures, medians24h }, hasLines }: ClassRowProps) {
  const t = useTranslations('market')
  return (
    <tr>
      <td>
        <Link href={`/market/${classId}`}>
          <b>{classTitle(name)}</b>
        </Link>{' '}
        {figures.simulated && <SimulatedMarket />}
      </td>
      <td className="n">
        <b>{hourPriceText(figures.last)}</b>
      </td>
      <td className="n hide-s">{changeText(figures.changeBps)}</td>
      {hasLines && (
        <td className="n hide-s">
          <Sparkline prices={medians24h} />
        </td>
      )}
      <td className="n">
        {hourPriceText(figures.bestAsk)}
        {figures.bestBid !== null && <span className="only-phone block t12 dim">{t('bidAt', { price: hourPriceText(figures.bestBid) })}</span>}
      </td>
      <td className="n hide-s">{hourPriceText(figures.bestBid)}</td>
      <td className="n hide-s">{hourPriceText(figures.index?.pricePerGpuSecond ?? null)}</td>
      <td className="n hide-s">{gpuHoursText(figures.gpuSeconds24h)}</td>
      <td className="n hide-s">{percentText(figures.utilisationBps)}</td>
      <td className="n">{figures.freeGpus > 0 ? <b className="go">{figures.freeGpus}</b> : t('none')}</td>
    </tr>
  )
}

function NoMarket() {
  const t = useTranslations('market.empty')
  return (
    <NothingHere icon={ChartCandlestick} title={t('title')} ways={[{ href: '/provide', label: t('provide') }]}>
      {t('text')}
    </NothingHere>
  )
}
