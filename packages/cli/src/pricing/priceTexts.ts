import { type PlannedPrice, type PriceStep, type PriceWarning, priceWarning, type WantedChange } from '@infinitio/sdk'
import { sentencePt } from '../terminal/columnPt.ts'

/** Formats a price per GPU-second in PT per GPU-hour, or "–" for null. */
export function hourText(pricePerGpuSecond: bigint | null): string {
  return pricePerGpuSecond === null ? '–' : sentencePt(pricePerGpuSecond * 3_600n)
}

/** Describes the steps by which a price was calculated, in order, such as "market, 40 % of 12 GPUs 0.4000; floor 0.4500". */
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

/** Describes the action that is planned for the price of a node. */
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

/** A machine and its new price. */
type NewPrice = {
  readonly node: Pick<WantedChange['node'], 'name' | 'classMedianPricePerGpuSecond' | 'latestAsk'>
  readonly pricePerGpuSecond: bigint
}

/** Returns a line for each price that is probably a mistake. The dialog for prices on the website warns of the same prices. Pure. */
export function priceWarnings(prices: readonly NewPrice[]): string[] {
  return prices.flatMap(({ node, pricePerGpuSecond }) => {
    const median = unitsOf(node.classMedianPricePerGpuSecond)
    const current = unitsOf(node.latestAsk?.pricePerGpuSecond)
    const warning = priceWarning(pricePerGpuSecond, { median, current })
    return warning === null ? [] : [`Warning: ${node.name} at ${hourText(pricePerGpuSecond)} PT/GPU-h ${reasonOf(warning, { median, current })}.`]
  })
}

const unitsOf = (text: string | null | undefined): bigint | null => (text == null ? null : BigInt(text))

function reasonOf(warning: PriceWarning, { median, current }: { median: bigint | null; current: bigint | null }): string {
  switch (warning) {
    case 'above_median':
      return `is more than 50 % above the median of other providers, ${hourText(median)}`
    case 'below_median':
      return `is less than half the median of other providers, ${hourText(median)}`
    case 'ten_times':
      return `is at least ten times the old price, ${hourText(current)}`
    case 'a_tenth':
      return `is at most a tenth of the old price, ${hourText(current)}`
  }
}
