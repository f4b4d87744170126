import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { FactTable } from '#web/components/ui/FactTable.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { unitsText } from '#web/parts/format/spanText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { machineShare, partPerGpu } from '#web/parts/machine/machineShare.ts'
import { largestFit, useFitName } from '#web/parts/search/modelFits.ts'
import { listText, sentencesText } from '#web/parts/format/listText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const GridCarbon = dynamic(() => import('#web/features/metrics/GridCarbon.tsx').then((module) => module.GridCarbon))

type FactsProps = {
  readonly detail: ListingDetailWire
  readonly gpus: number
  /** False if the detail is about a later start, whose free GPUs are those at that start. */
  readonly isForNow: boolean
}

/**
 * Shows the properties of a machine as its provider registered them on the chain, and as its leases measured them. The GPU memory is the sum over the chosen
 * `gpus`.
 */
export function NodeFacts({ detail, gpus, isForNow }: FactsProps) {
  const t = useTranslations('listing.facts')
  const tIsolation = useTranslations('isolation')
  const nameOf = useFitName()
  const { listing } = detail
  if (listing === null) return <p className="t13 dim">{t('registered', { day: dayText(detail.registeredAt) })}</p>
  const { vramGib, isWhole } = machineShare(listing, gpus)
  const ofMachine = (value: string) => (isWhole ? value : t('whole', { value }))
  const perGpu = isWhole ? null : partPerGpu(listing)
  const cores = t('cores', { count: listing.cpuCores })
  const cpu = [listing.cpuModel, perGpu === null ? cores : t('perGpu', { part: t('cores', { count: perGpu.cpuCores }), whole: cores })]
  const ram = sizeText(listing.ramGib)
  const ofParts = (value: string) => (perGpu === null ? ofMachine(value) : value)
  const fit = largestFit(vramGib)
  const { ask } = listing
  const rows: [string, ReactNode][] = [
    ...(vramGib === 0 && listing.gpuModel === null ? [] : ([[t('gpu'), listing.gpuModel ?? givenName(detail.className)]] as [string, string][])),
    ...(fit === null ? [] : ([[t('fits'), nameOf(fit)]] as [string, string][])),
    [t('cpu'), ofParts(listText(cpu.filter((part) => part !== null)))],
    [t('ram'), ofParts(perGpu === null ? ram : t('perGpu', { part: sizeText(perGpu.ramGib), whole: ram }))],
    [t('disk'), ofMachine(sizeText(listing.diskGib))],
    ...(listing.networkMbps > 0 ? ([[t('network'), ofMachine(speedText(listing.networkMbps))]] as [string, string][]) : []),
    [t('grid'), <GridCarbon key="grid" country={listing.country} regionName={listing.regionName} />],
    ...(listing.isolation === null ? [] : ([[t('isolation'), tIsolation(`means.${listing.isolation}`)]] as [string, string][])),
    [t('time'), t('fromTo', { min: spanText(ask.minDurationSeconds), max: spanText(ask.maxDurationSeconds) })],
    [t('storage'), t('included')],
    [t('notice'), ask.noticeSeconds === 0 ? t('none') : spanText(ask.noticeSeconds)],
    [t('trial'), ask.trialSeconds === 0 ? t('none') : t('trialUpTo', { span: spanText(ask.trialSeconds) })],
    [t('since'), dayText(detail.registeredAt)],
  ]
  return (
    <>
      <div className="stats">
        {vramGib > 0 ? (
          <Stat name={t('vram')} value={vramGib} unit="GB" below={t('vramBelow', { gpus, each: listing.vramGib })} />
        ) : (
          <Stat name={t('cpu')} value={listing.cpuCores} unit="vCPU" below={t('noGpu')} />
        )}
        <Stat name={t(isForNow ? 'freeGpus' : 'freeAtStart')} value={listing.freeGpus} below={t('freeBelow', { gpus: listing.gpus })} />
        <Stat
          name={t('ready')}
          value={listing.medianReadySeconds === 0 ? t('underOne') : (listing.medianReadySeconds ?? '–')}
          unit={listing.medianReadySeconds === null ? undefined : unitsText('s')}
          below={t(listing.medianReadySeconds === null ? 'notMeasured' : listing.simulated ? 'medianSimulated' : 'median')}
        />
        <Stat name={t('leases')} value={detail.leases.completed} below={t('active', { count: detail.leases.active })} />
      </div>
      <FactTable title={t('title')} text={isWhole ? t('text') : sentencesText([t('text'), t(perGpu === null ? 'shared' : 'divided')])} rows={rows} />
    </>
  )
}
