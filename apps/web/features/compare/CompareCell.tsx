import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type CompareKey, rentalOf, tensorTflopsOf } from '#web/features/compare/compareRows.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { machineShare, partPerGpu } from '#web/parts/machine/machineShare.ts'
import { proofMaker } from '#web/parts/machine/proofMaker.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** Shows one machine's value in one row. */
export function CompareCell({ row, listing }: { readonly row: CompareKey; readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  const tSearch = useTranslations('search')
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
    case 'speed':
      return <Speed listing={listing} />
    case 'vram':
      return <Vram listing={listing} />
    case 'cpu':
      return (
        <Computing listing={listing} of={({ cpuCores }) => t('cores', { count: cpuCores })}>
          {listing.cpuModel !== null && <Small>{listing.cpuModel}</Small>}
        </Computing>
      )
    case 'ram':
      return <Computing listing={listing} of={({ ramGib }) => sizeText(ramGib)} />
    case 'disk':
      return <OfMachine listing={listing} text={sizeText(listing.diskGib)} />
    case 'network':
      return listing.networkMbps === 0 ? t('unknown') : <OfMachine listing={listing} text={speedText(listing.networkMbps)} />
    case 'region':
      return (
        <>
          {regionName(listing.regionName)}
          <Small>{locationText(listing)}</Small>
        </>
      )
    case 'provider':
      return <ProviderLink account={listing.provider} name={listing.providerName} />
    case 'images':
      return tSearch('runs', { images: runsImages(listing) ? 'yes' : 'no' })
    case 'isolation':
      return listing.isolation === null ? t('unknown') : tIsolation(`level.${listing.isolation}`)
    case 'ready':
      return listing.medianReadySeconds === null ? t('noLease') : t('seconds', { seconds: listing.medianReadySeconds })
    case 'leases':
      return String(listing.completedLeases)
    case 'reliability':
      return listing.reliabilityBps === null ? t('notMeasured') : t('percent', { percent: listing.reliabilityBps / 100 })
    case 'tier':
      return t('tierName', { tier: String(listing.tier), maker: listing.tier === 0 ? 'none' : proofMaker(listing) })
    case 'notice':
      return listing.ask.noticeSeconds === 0 ? t('nothing') : spanText(listing.ask.noticeSeconds)
    case 'trial':
      return listing.ask.trialSeconds === 0 ? t('none') : spanText(listing.ask.trialSeconds)
  }
}

/** Shows the 16-bit tensor speed of the GPUs that the total price pays for, by the data sheet of their maker. */
function Speed({ listing: { className, quote } }: { readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  const tflops = tensorTflopsOf(className, quote.gpus)
  return tflops === null ? t('unknown') : t('tflops', { tflops: Number(tflops) })
}

/** Shows the memory of the GPUs that the total price pays for. */
function Vram({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  const { gpus, vramGib } = machineShare(listing, listing.quote.gpus)
  if (vramGib === 0) return t('noGpu')
  return gpus === 1 ? sizeText(vramGib) : t('vramEach', { all: sizeText(vramGib), each: sizeText(listing.vramGib) })
}

type ComputingProps = {
  readonly listing: ListingWire
  readonly of: (values: Pick<ListingWire, 'cpuCores' | 'ramGib'>) => string
  readonly children?: ReactNode
}

/** Shows the cores or the RAM: those that come with each GPU if the machine divides them, otherwise those of the whole machine. */
function Computing({ listing, of, children }: ComputingProps) {
  const t = useTranslations('compare')
  const perGpu = machineShare(listing, listing.quote.gpus).isWhole ? null : partPerGpu(listing)
  return (
    <>
      {perGpu === null ? of(listing) : t('perGpu', { part: of(perGpu) })}
      {children}
      {perGpu === null ? <WholeMachine listing={listing} /> : <Small>{t('ofMachine', { whole: of(listing) })}</Small>}
    </>
  )
}

function OfMachine({ listing, text }: { readonly listing: ListingWire; readonly text: string }) {
  return (
    <>
      {text}
      <WholeMachine listing={listing} />
    </>
  )
}

/** Shows a mark beside a number that is about the whole machine, although the total price covers only a part of the machine. */
function WholeMachine({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('compare')
  return machineShare(listing, listing.quote.gpus).isWhole ? null : <Small>{t('wholeMachine')}</Small>
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
