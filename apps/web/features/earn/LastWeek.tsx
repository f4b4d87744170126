import type { CatalogueWire, ClassDemandWire } from '@infinitio/domain/wire'
import { getClassDemand } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { mostGpusOfReplay, usefulPrices } from '#web/features/earn/earnBasis.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type LastWeekProps = {
  readonly chosen: { readonly classId: number; readonly name: string }
  readonly gpus: number
  readonly regions: CatalogueWire['regions']
  readonly isSimulated: boolean
}

/** Shows what a machine that is not on the market would have earned in the last 7 days at each price, by a replay of the orders of renters. */
export function LastWeek({ chosen, gpus, regions, isSimulated }: LastWeekProps) {
  const t = useTranslations('earn.week')
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
              {name}
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

function Found({ demand, className, isSimulated }: { readonly demand: ClassDemandWire; readonly className: string; readonly isSimulated: boolean }) {
  const t = useTranslations('earn.week')
  const { prices, best } = usefulPrices(demand.curve)
  const since = dayMinuteText(demand.from)
  return (
    <>
      <div className="panel-body stack g3">
        {best === null ? (
          <p className="t13">{demand.bids === 0 ? t('noBids', { className, since }) : t('noLease', { bids: demand.bids, className, since })}</p>
        ) : (
          <>
            <p className="t13">
              {t.rich('best', {
                strong: (text) => <b className="strong">{text}</b>,
                ...{ gpus: demand.gpus, className, since, pay: amountText(BigInt(best.pay)), price: hourPriceText(best.pricePerGpuSecond) },
                ...{ leases: best.leases, hours: gpuHoursText(best.gpuSeconds) },
              })}
            </p>
            <div className="scroll">
              <Prices prices={prices} best={best} />
            </div>
          </>
        )}
      </div>
      <p className="panel-foot">
        {t('how')} {demand.isCut && t('cut')} {isSimulated && t('simulated')}
      </p>
    </>
  )
}

type Step = ClassDemandWire['curve'][number]

function Prices({ prices, best }: { readonly prices: readonly Step[]; readonly best: Step }) {
  const t = useTranslations('earn.week')
  return (
    <table className="table">
      <TableHead
        columns={[
          { name: t('price'), className: 'n' },
          { name: t('leases'), className: 'n' },
          { name: t('hours'), className: 'n' },
          { name: t('pay'), className: 'n' },
        ]}
      />
      <tbody>
        {prices.map((step) => (
          <tr key={step.pricePerGpuSecond} className={step === best ? 'on' : undefined}>
            <td className="n">{hourPriceText(step.pricePerGpuSecond)}</td>
            <td className="n">{step.leases}</td>
            <td className="n">{gpuHoursText(step.gpuSeconds)}</td>
            <td className="n">
              {amountText(BigInt(step.pay))}
              <About units={step.pay} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
