'use client'
import type { ListingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { CompareCheck } from '#web/features/compare/CompareCheck.tsx'
import { CardFit } from '#web/features/search/CardFit.tsx'
import { listText, sentencesText } from '#web/parts/format/listText.ts'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { machineShare, partPerGpu } from '#web/parts/machine/machineShare.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the GPU memory that the price covers, the other hardware of the machine, which several leases may share, and a box that compares machines. */
export function CardSpecs({ listing, title }: { readonly listing: ListingWire; readonly title: string }) {
  const t = useTranslations('search')
  const { vramGib, isWhole } = machineShare(listing, listing.quote.gpus)
  const vram = vramGib > 0 ? t('spec.vram', { size: sizeText(vramGib) }) : t('spec.noGpu')
  const perGpu = isWhole ? null : partPerGpu(listing)
  const { cpuCores, ramGib } = perGpu ?? listing
  const computing = [t('spec.cpu', { count: cpuCores }), t('spec.ram', { size: sizeText(ramGib) })]
  const parts = [
    ...(listing.gpuLink !== null && listing.quote.gpus > 1 ? [t('spec.link', { link: listing.gpuLink })] : []),
    ...(perGpu === null ? computing : []),
    t('spec.disk', { size: sizeText(listing.diskGib) }),
    ...(listing.networkMbps > 0 ? [t('spec.network', { speed: speedText(listing.networkMbps) })] : []),
  ]
  const each = perGpu === null ? [] : [t('spec.perGpu', { parts: listText(computing) })]
  return (
    <>
      <p className="spec">{isWhole ? listText([vram, ...parts]) : sentencesText([vram, ...each, t('spec.whole', { parts: listText(parts) })])}</p>
      <div className="row wrap fit">
        <CardFit vramGib={vramGib} fit={listing.fit} />
        <CompareCheck node={listing.node} name={`${title}, ${givenName(listing.name)}`} />
      </div>
    </>
  )
}
