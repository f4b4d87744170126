import type { CatalogueWire, ClassDemandWire } from '@infinitio/domain/wire'
import { getClassDemand } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { mostGpusOfReplay, usefulPrices } from '#web/features/earn/earnBasis.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { demandRows } from '#web/parts/demand/demandRows.ts'
import { ReasonBars } from '#web/parts/demand/ReasonBars.tsx'
import { StepTable } from '#web/parts/demand/StepTable.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

type LastWeekProps = {
  readonly chosen: { readonly classId: number; readonly name: string }
  readonly gpus: number
  readonly regions: CatalogueWire['regions']
  readonly isSimulated: boolean
}

/** Shows what a machine that is not on the market would have earned in the last 7 days at each price, by a replay of the orders of renters. */
export function LastWeek({ chosen, gpus, regions, isSimulated }: LastWeekProps) {
  const t = useTranslations('earn.week')
  const regionName = useRegionName()
  const [region, setRegion] = useState<number | null>(null)
  const most = regions.toSorted((one, other) => other.listedNodes - one.listedNodes)[0]
  const regionId = region ?? most?.regionId ?? null
  if (regionId === null) return null
  const asked = { classId: chosen.classId, region: regionId, gpus: Math.min(gpus, mostGpusOfReplay) }
  return (
    <Panel
      title={t('title')}
      note={t('note')}
      end={
        <SelectInput aria-label={t('region')} value={regionId} onChange={(event) => setRegion(Number(event.target.value))}>
          {regions.map(({ regionId: id, name }) => (
            <option key={id} value={id}>
              {regionName(name)}
            </option>
          ))}
        </SelectInput>
      }
    >
      <Replay key={JSON.stringify(asked)} asked={asked} className={givenName(chosen.name)} isSimulated={isSimulated} />
    </Panel>
  )
}

type Asked = { readonly classId: number; readonly region: number; readonly gpus: number }
type ReplayProps = { readonly asked: Asked; readonly className: string; readonly isSimulated: boolean }

function Replay({ asked: { classId, region, gpus }, className, isSimulated }: ReplayProps) {
  const t = useTranslations('earn.week')
  const query = useQuery({
    queryKey: ['market', 'class-demand', classId, region, gpus],
    queryFn: () => getClassDemand(browserApi, classId, { region, gpus }),
    staleTime: 60_000,
  })
  return (
    <QueryView
      query={query}
      failed={t('failed')}
      skeleton={
        <div className="panel-body">
          <Skeleton width="100%" height={96} />
        </div>
      }
    >
      {(demand) => <Found demand={demand} className={className} isSimulated={isSimulated} />}
    </QueryView>
  )
}

/** Shows the result of a replay: the prices with the best one, or the reasons why the machine would have earned nothing. */
export function Found({
  demand,
  className,
  isSimulated,
}: {
  readonly demand: ClassDemandWire
  readonly className: string
  readonly isSimulated: boolean
}) {
  const t = useTranslations('earn.week')
  const { prices, best } = usefulPrices(demand.curve)
  const since = dayMinuteText(demand.from)
  return (
    <>
      <div className="panel-body stack g3">
        {best === null ? (
          <NoLease demand={demand} className={className} since={since} />
        ) : (
          <>
            <p className="t13">
              {t.rich('best', {
                strong: (text) => <b className="strong">{text}</b>,
                ...{ gpus: demand.gpus, className, since, pay: amountText(BigInt(best.pay)), price: hourPriceText(best.pricePerGpuSecond) },
                ...{ leases: best.leases, hours: gpuHoursText(best.gpuSeconds) },
              })}
            </p>
            <StepTable steps={prices} best={best} isMore={false} />
          </>
        )}
      </div>
      <p className="panel-foot">
        {t('how')} {demand.isCut && t('cut')} {isSimulated && t('simulated')}
      </p>
    </>
  )
}

type NoLeaseProps = { readonly demand: ClassDemandWire; readonly className: string; readonly since: string }

/** Explains why the machine would have earned nothing: no order for its class, or the reasons why the orders did not fit. */
function NoLease({ demand, className, since }: NoLeaseProps) {
  const t = useTranslations('earn.week')
  const fits = demand.elsewhere + demand.unfilled
  const rows = demandRows({ ...demand, elsewhere: 0, unfilled: 0 })
  return (
    <>
      <p className="t13">{demand.bids === 0 ? t('noBids', { className, since }) : t('noLease', { bids: demand.bids, fits, className, since })}</p>
      {rows.length > 0 && (
        <section aria-label={t('reasons')}>
          <h3 className="t13 dim">{t('reasons')}</h3>
          <ReasonBars rows={rows} isMarked={false} />
        </section>
      )}
    </>
  )
}
