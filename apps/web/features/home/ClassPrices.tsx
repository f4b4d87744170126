'use client'
import { useQuery } from '@tanstack/react-query'
import { tensorTflopsOf } from '@infinitio/domain'
import type { GpuClassWire, MarketWire } from '@infinitio/domain/wire'
import { ServerOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { marketQuery } from '#web/parts/market/marketQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { realNodesQuery } from '#web/parts/market/realNodesQuery.ts'
import { changeText } from '#web/parts/market/marketTexts.ts'
import { Sparkline } from '#web/parts/market/Sparkline.tsx'
import { SimulatedMarket } from '#web/parts/market/SimulatedMarket.tsx'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { largestFit, useFitName } from '#web/parts/search/modelFits.ts'
import { sentencesText } from '#web/parts/format/listText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/**
 * Lists the present prices of each listed GPU class. A row has the class's suitable use, its cheapest ask, its price change and median prices of a day, and its
 * free GPUs. The strongest class comes first.
 */
export function ClassPrices() {
  const t = useTranslations('home')
  const query = useQuery(classesQuery(browserApi))
  const real = useQuery(realNodesQuery(browserApi))
  const market = useQuery(marketQuery(browserApi, null))
  useLiveTopic('listings')
  useLiveTopic('market')
  return (
    <section aria-label={t('pricesNow')}>
      <header className="sh" style={{ marginTop: 0 }}>
        <h2>{t('pricesNow')}</h2>
        <p className="t13 dim">
          {sentencesText([
            t('pricesText'),
            ...(real.data !== undefined && real.data.simulated > 0
              ? [t('simulatedCount', { simulated: real.data.simulated, all: real.data.all })]
              : []),
          ])}{' '}
          {real.data !== undefined && real.data.simulated > 0 && real.data.simulated < real.data.all && (
            <Link className="link" href="/gpus?simulated=hide">
              {t('realOnly')}
            </Link>
          )}
        </p>
        <Link className="end link t13" href="/gpus">
          {t('allNodes')}
        </Link>
      </header>
      <QueryView query={query} failed={t('pricesFailed')} skeleton={<PricesSkeleton />}>
        {({ classes }) => (
          <PriceTable
            classes={classes.filter(({ listedNodes }) => listedNodes > 0).toSorted(byStrength)}
            changes={market.data}
            realClasses={real.data?.classIds ?? null}
          />
        )}
      </QueryView>
    </section>
  )
}

/** Sorts GPU classes by their 16-bit throughput, highest first. Classes without a data sheet, such as the CPU slots of a development machine, come last. */
function byStrength(one: GpuClassWire, other: GpuClassWire): number {
  return (tensorTflopsOf(other.name) ?? 0) - (tensorTflopsOf(one.name) ?? 0) || other.vramGib - one.vramGib
}

type PriceTableProps = {
  readonly classes: readonly GpuClassWire[]
  /** The market data of the last day; undefined while it loads. */
  readonly changes: MarketWire | undefined
  readonly realClasses: readonly number[] | null
}

function PriceTable({ classes, changes, realClasses }: PriceTableProps) {
  const t = useTranslations('home')
  if (classes.length === 0) {
    return (
      <div className="panel">
        <StateBox kind="empty" icon={ServerOff} title={t('nothingListed')}>
          {t('nothingListedText')}
        </StateBox>
      </div>
    )
  }
  // A market that is younger than a day has no price changes, so the column is left out.
  const hasChanges = changes?.classes.some(({ figures }) => figures.changeBps !== null) === true
  // A small chart needs at least two median prices. Until a class has two, the column is left out.
  const hasLines = changes?.classes.some(({ medians24h }) => medians24h.filter((price) => price !== null).length > 1) === true
  const areSimulated = changes?.classes.some(({ figures }) => figures.simulated) === true
  return (
    <div className="panel scroll">
      <table className="table">
        <TableHead
          columns={[
            { name: t('column.class') },
            { name: t('column.goodFor'), className: 'hide-s' },
            { name: t('column.tflops'), className: 'n hide-s', title: t('column.tflopsTitle') },
            { name: t('column.price'), className: 'n' },
            ...(hasChanges ? [{ name: t('column.change'), className: 'n hide-s', badge: areSimulated && <SimulatedMarket /> }] : []),
            ...(hasLines
              ? [
                  {
                    name: t('column.day'),
                    className: 'n hide-s',
                    title: t('column.dayTitle'),
                    badge: areSimulated && !hasChanges && <SimulatedMarket />,
                  },
                ]
              : []),
            { name: t('column.free'), className: 'n' },
          ]}
        />
        <tbody>
          {classes.map((gpuClass) => (
            <PriceRow
              key={gpuClass.classId}
              gpuClass={gpuClass}
              changeBps={hasChanges ? (changes.classes.find(({ classId }) => classId === gpuClass.classId)?.figures.changeBps ?? null) : undefined}
              medians={hasLines ? (changes.classes.find(({ classId }) => classId === gpuClass.classId)?.medians24h ?? []) : null}
              isSimulated={realClasses !== null && !realClasses.includes(gpuClass.classId)}
            />
          ))}
        </tbody>
      </table>
      <p className="panel-foot">{t('ptText')}</p>
    </div>
  )
}

type PriceRowProps = {
  readonly gpuClass: GpuClassWire
  /** The change of the price in a day, in basis points. Null if the class has no price that is a day old; undefined if the table has no such column. */
  readonly changeBps: number | null | undefined
  /** The median prices of the last day; null if the table has no such column. */
  readonly medians: readonly (string | null)[] | null
  readonly isSimulated: boolean
}

function PriceRow({ gpuClass, changeBps, medians, isSimulated }: PriceRowProps) {
  const t = useTranslations('home')
  const nameOf = useFitName()
  const fit = largestFit(gpuClass.vramGib)
  const { cheapestPricePerGpuSecond: cheapest } = gpuClass
  return (
    <tr>
      <td>
        <Link href={`/gpus?class=${gpuClass.classId}`}>
          <b>{givenName(gpuClass.name)}</b>
        </Link>{' '}
        {isSimulated && <SimulatedBadge />}
      </td>
      <td className="hide-s">{gpuClass.vramGib === 0 ? t('tryingOut') : fit === null ? sizeText(gpuClass.vramGib) : nameOf(fit)}</td>
      <td className="n hide-s">{tensorTflopsOf(gpuClass.name)?.toLocaleString('en-US') ?? '–'}</td>
      <td className="n">{cheapest === null ? '–' : <HourPrice perGpuSecond={cheapest} />}</td>
      {changeBps !== undefined && <td className="n hide-s">{changeText(changeBps)}</td>}
      {medians !== null && (
        <td className="n hide-s">
          <Sparkline prices={medians} />
        </td>
      )}
      <td className={gpuClass.freeGpus > 0 ? 'n go' : 'n dim'}>{gpuClass.freeGpus > 0 ? <b className="go">{gpuClass.freeGpus}</b> : t('none')}</td>
    </tr>
  )
}

function PricesSkeleton() {
  return (
    <div className="panel skeltree" aria-hidden>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
        <div key={key} className="flex justify-between px-4 py-3.5">
          <Skeleton width="24%" />
          <Skeleton width="14%" />
          <Skeleton width="8%" />
        </div>
      ))}
    </div>
  )
}
