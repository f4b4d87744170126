import { formatPt, type PlannedPrice, type PriceStep } from '@infinitio/sdk'

/** Formats a price per GPU-second in PT per GPU-hour, or "–" for null. */
export function hourText(pricePerGpuSecond: bigint | null): string {
  return pricePerGpuSecond === null ? '–' : formatPt(pricePerGpuSecond * 3_600n, { digits: 4 })
}

/** Describes the steps of a price in their order: "market, 40 % of 12 GPUs 0.4000; floor 0.4500". */
export function reasonText(steps: readonly PriceStep[]): string {
  return steps.map((step) => `${whyText(step)} ${hourText(step.pricePerGpuSecond)}`).join('; ')
}

function whyText(step: PriceStep): string {
  switch (step.why) {
    case 'base':
      return 'base'
    case 'no_offers':
      return 'nobody else offers, base'
    case 'market':
      return `market, ${percentText(step.percentileBps)} of ${step.gpus} GPUs`
    case 'utilisation':
      return `${percentText(step.utilisationBps)} used, target ${percentText(step.targetBps)}`
    case 'utilisation_unknown':
      return 'use unknown'
    case 'schedule':
      return `schedule, ${percentText(step.factorBps)}`
    case 'floor':
      return 'floor'
    case 'electricity':
      return 'electricity and margin'
    case 'ceiling':
      return 'ceiling'
  }
}

function percentText(bps: bigint): string {
  const rest = (bps % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return rest === '' ? `${bps / 100n} %` : `${bps / 100n}.${rest} %`
}

/** Describes the planned action for a node. */
export function actText({ act }: Pick<PlannedPrice, 'act'>): string {
  switch (act) {
    case 'sign':
      return 'change'
    case 'keep':
      return 'keep'
    case 'not_listed':
      return 'not listed'
    case 'private':
      return 'private offer'
  }
}
