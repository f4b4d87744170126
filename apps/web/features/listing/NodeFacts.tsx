import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { FactTable } from '#web/features/listing/FactTable.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { spanText, unitsText } from '#web/parts/format/spanText.ts'
import { largestFit } from '#web/parts/search/modelFits.ts'
import { listText } from '#web/parts/format/listText.ts'

/** What the node is, as its provider registered it on chain, and what its leases measured. */
export function NodeFacts({ detail }: { readonly detail: ListingDetailWire }) {
  const t = useTranslations('listing.facts')
  const tIsolation = useTranslations('isolation')
  const { listing } = detail
  if (listing === null) return <p className="t13 dim">{t('registered', { day: dayText(detail.registeredAt) })}</p>
  const vramGib = listing.gpus * listing.vramGib
  const fit = largestFit(vramGib)
  const { ask } = listing
  const rows: [string, string][] = [
    ...(vramGib === 0 && listing.gpuModel === null ? [] : ([[t('gpu'), listing.gpuModel ?? detail.className]] as [string, string][])),
    ...(fit === null ? [] : ([[t('fits'), fit.name]] as [string, string][])),
    [t('cpu'), listText([listing.cpuModel, t('cores', { count: listing.cpuCores })].filter((part) => part !== null))],
    [t('ram'), sizeText(listing.ramGib)],
    [t('disk'), sizeText(listing.diskGib)],
    ...(listing.networkMbps > 0 ? ([[t('network'), speedText(listing.networkMbps)]] as [string, string][]) : []),
    ...(listing.isolation === null ? [] : ([[t('isolation'), tIsolation(`means.${listing.isolation}`)]] as [string, string][])),
    [t('time'), t('fromTo', { min: spanText(ask.minDurationSeconds), max: spanText(ask.maxDurationSeconds) })],
    [t('notice'), ask.noticeSeconds === 0 ? t('none') : spanText(ask.noticeSeconds)],
    [t('trial'), ask.trialSeconds === 0 ? t('none') : spanText(ask.trialSeconds)],
    [t('since'), dayText(detail.registeredAt)],
  ]
  return (
    <>
      <div className="stats">
        {vramGib > 0 ? (
          <Stat name={t('vram')} value={vramGib} unit="GB" below={t('vramBelow', { gpus: listing.gpus, each: listing.vramGib })} />
        ) : (
          <Stat name={t('cpu')} value={listing.cpuCores} unit="vCPU" below={t('noGpu')} />
        )}
        <Stat name={t('freeGpus')} value={listing.freeGpus} below={t('freeBelow', { gpus: listing.gpus })} />
        <Stat
          name={t('ready')}
          value={listing.medianReadySeconds === 0 ? t('underOne') : (listing.medianReadySeconds ?? '–')}
          unit={listing.medianReadySeconds === null ? undefined : unitsText('s')}
          below={t(listing.medianReadySeconds === null ? 'notMeasured' : 'median')}
        />
        <Stat name={t('leases')} value={detail.leases.completed} below={t('active', { count: detail.leases.active })} />
      </div>
      <FactTable title={t('title')} text={t('text')} rows={rows} />
    </>
  )
}
