import type { ListingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { type CompareKey, rentalOf } from '#web/features/compare/compareRows.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** What one machine has of one row. */
export function CompareCell({ row, listing }: { readonly row: CompareKey; readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  const tIsolation = useTranslations('isolation')
  const regionName = useRegionName()
  const locationText = useLocationText()
  switch (row) {
    case 'price':
      return <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} />
    case 'total':
      return <Total listing={listing} />
    case 'least':
      return rentalOf(listing) === 'fits' ? <Amount units={listing.quote.least} /> : '–'
    case 'gpus':
      return t('gpusFree', { gpus: listing.gpus, free: listing.freeGpus })
    case 'vram':
      return listing.vramGib === 0 ? t('noGpu') : t('vramEach', { all: sizeText(listing.gpus * listing.vramGib), each: sizeText(listing.vramGib) })
    case 'cpu':
      return (
        <>
          {t('cores', { count: listing.cpuCores })}
          {listing.cpuModel !== null && <Small>{listing.cpuModel}</Small>}
        </>
      )
    case 'ram':
      return sizeText(listing.ramGib)
    case 'disk':
      return sizeText(listing.diskGib)
    case 'network':
      return listing.networkMbps === 0 ? t('unknown') : speedText(listing.networkMbps)
    case 'region':
      return (
        <>
          {regionName(listing.regionName)}
          <Small>{locationText(listing)}</Small>
        </>
      )
    case 'isolation':
      return listing.isolation === null ? t('unknown') : tIsolation(`level.${listing.isolation}`)
    case 'ready':
      return listing.medianReadySeconds === null ? t('notMeasured') : t('seconds', { seconds: listing.medianReadySeconds })
    case 'leases':
      return String(listing.completedLeases)
    case 'reliability':
      return listing.reliabilityBps === null ? t('notMeasured') : t('percent', { percent: listing.reliabilityBps / 100 })
    case 'tier':
      return t('tierName', { tier: String(listing.tier) })
    case 'notice':
      return listing.ask.noticeSeconds === 0 ? t('nothing') : spanText(listing.ask.noticeSeconds)
    case 'trial':
      return listing.ask.trialSeconds === 0 ? t('none') : spanText(listing.ask.trialSeconds)
  }
}

function Total({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  const { quote, ask } = listing
  switch (rentalOf(listing)) {
    case 'hours':
      return t('rents', { min: spanText(ask.minDurationSeconds), max: spanText(ask.maxDurationSeconds) })
    case 'gpus':
      return t('tooFew', { gpus: quote.gpus, free: Math.min(listing.freeGpus, ask.maxGpus) })
    case 'fits':
      return (
        <>
          <Amount units={quote.total} />
          <Small>{t('totalOf', { unit: rentedUnit(listing), gpus: quote.gpus, span: durationText(quote.durationSeconds) })}</Small>
        </>
      )
  }
}

function Small({ children }: { readonly children: string }) {
  return <span className="below t12 dim">{children}</span>
}
