import {
  developmentClass,
  formatPt,
  gridOfMachine,
  parsePt,
  pricePerGpuSecondDown,
  priceWarning,
  pTokenUnits,
  withDecimalPoint,
} from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import { gpuClassName } from '../../detect/gpuClassName.ts'
import type { MachineFacts } from '../../detect/machineFacts.ts'
import type { MarketFacts } from '../marketFacts.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, missing, passed, skipped, warned } from './check.ts'
import { medianOfOthers, type PricedClass, priceProposal } from './priceProposal.ts'

/**
 * Checks that the price, region, country and class of the listing are valid in the market. If the market does not answer, leaves out the checks that need its
 * data. `mandate` is the valid permission of the wallet under which the machine's own key signs; null if there is none, or if the wallet will sign a new one.
 */
export function checkListing({
  wanted,
  market,
  facts,
  isRegistered = false,
  mandate = null,
}: {
  wanted: WantedSettings
  market: MarketFacts | null
  facts: Pick<MachineFacts, 'gpus'>
  isRegistered?: boolean
  mandate?: Floor | null
}): Check[] {
  return [
    checkPrice(wanted, { listed: pricedClassOf(market, facts), isRegistered, mandate }),
    checkRegion(wanted, market),
    checkCountry(wanted),
    checkClass(market, facts),
  ]
}

/**
 * Returns the catalogue's class of this machine, the number of its GPUs (at most 15; 1 for a CPU slot), and the price by which the bond of each GPU is
 * calculated, in base units per GPU-second. Returns null if the catalogue lacks the class.
 */
export function classOfMachine(
  { catalogue }: MarketFacts,
  { gpus }: Pick<MachineFacts, 'gpus'>,
): { name: string; gpus: number; bondPerSecond: bigint } | null {
  const known = new Map(catalogue.classes.map((one) => [one.name, one.vramGib]))
  const [gpu] = gpus
  const gpuClass = gpu === undefined ? null : gpuClassName({ model: gpu.model, vramGib: gpu.vramGib, catalogue: known })
  const name = gpuClass ?? developmentClass
  const found = catalogue.classes.find((one) => one.name === name)
  if (found === undefined) return null
  return { name, gpus: gpuClass === null ? 1 : Math.min(15, gpus.length), bondPerSecond: BigInt(found.referencePricePerGpuSecond) }
}

/** Returns the catalogue's entry of this machine's class, with its prices. Null without an answer of the market, and for a machine without a class. */
export function pricedClassOf(market: MarketFacts | null, facts: Pick<MachineFacts, 'gpus'>): PricedClass | null {
  const own = market === null ? null : classOfMachine(market, facts)
  return own === null ? null : (market?.catalogue.classes.find(({ name }) => name === own.name) ?? null)
}

function checkRegion({ region }: WantedSettings, market: MarketFacts | null): Check {
  if (market === null) return skipped('region', 'checked when the API answers')
  const names = market.catalogue.regions.map((one) => one.name)
  const fix = `infinitio provide --region <${names.join(' | ')}>`
  if (region === null) return missing('region', { code: 'node.settings_missing', detail: 'not given', fix })
  if (!names.includes(region)) return missing('region', { code: 'node.region_unknown', detail: region, fix })
  return passed('region', region)
}

/** Checks the country. It is optional: without it, the CO₂ emissions of the machine's leases are not shown. */
function checkCountry({ country, region }: WantedSettings): Check {
  const grid = gridOfMachine({ country, regionName: region ?? '' })
  if (grid !== null) {
    const basis = grid.basis === 'provider' ? '--country' : `the region; --country <name> says another`
    return passed('country', `${grid.country}, ${grid.gramsPerKwh} g CO₂/kWh (mean of ${grid.year}), by ${basis}`)
  }
  const why = country === null ? 'not given' : `${country} is in no table of electricity: give two letters or the English name`
  return skipped('country', `${why}; leases show their energy without CO₂ until --country <name> is given`)
}

function checkClass(market: MarketFacts | null, facts: Pick<MachineFacts, 'gpus'>): Check {
  if (market === null) return skipped('class', 'checked when the API answers')
  const found = classOfMachine(market, facts)
  const model = facts.gpus[0]?.model ?? 'no GPU'
  const isCpuOnly = found?.name === developmentClass && facts.gpus.length > 0
  if (found !== null) return passed('class', `${found.gpus} × ${found.name}${isCpuOnly ? `; the market has no class for ${model}` : ''}`)
  const listed = market.catalogue.classes.map((one) => one.name).join(', ')
  return missing('class', { code: 'node.class_unknown', detail: model, fix: `provide a machine of one of these: ${listed}` })
}

/** The limit of a mandate (permission to sign asks) that applies to a price. */
type Floor = Pick<MandateWire, 'minPricePerGpuSecond'>

type Market = Parameters<typeof priceProposal>[0] & { readonly mandate?: Floor | null }

/** Checks the price, and compares it with the median of the machines that are free now and with the least price of the machine's mandate. */
export function checkPrice(
  { pricePerGpuHour: price }: Pick<WantedSettings, 'pricePerGpuHour'>,
  { listed, isRegistered, mandate = null }: Market,
): Check {
  const median = medianOfOthers({ listed, isRegistered })
  const market = marketText(listed?.name ?? null, median)
  const fix = 'infinitio provide --price <PT per GPU-hour>'
  if (price === null) {
    const proposal = priceProposal({ listed, isRegistered })
    if (proposal === null) return missing('price', { code: 'node.settings_missing', detail: 'not given', fix })
    const detail = `not given; ${proposal.price} PT is ${proposal.source}`
    return missing('price', { code: 'node.settings_missing', detail, fix: `infinitio provide --price ${proposal.price}` })
  }
  const units = parsePt(price)
  const perSecond = units === null ? 0n : pricePerGpuSecondDown(units)
  if (units === null || perSecond <= 0n) {
    const pointed = withDecimalPoint(price)
    return missing('price', { code: 'node.price_invalid', detail: price, fix: pointed === null ? fix : `infinitio provide --price ${pointed}` })
  }
  const detail = `${formatPt(units, { digits: 4 })} PT per GPU-hour${market}`
  if (mandate !== null && perSecond < BigInt(mandate.minPricePerGpuSecond)) {
    const floor = formatPt(pTokenUnits(BigInt(mandate.minPricePerGpuSecond) * 3_600n), { digits: 4 })
    const remedy = 'Give a higher price, or --pair: your wallet then signs another permission'
    return warned('price', `${detail}. The signing permission allows ${floor} PT or more, so this machine cannot sign your price. ${remedy}`)
  }
  const warning = priceWarning(perSecond, { median, current: null })
  if (warning === null) return passed('price', detail)
  return warned(
    'price',
    `${detail}. Your price is ${warning === 'above_median' ? 'more than 50 % above' : 'less than half of'} this median: check it`,
  )
}

function marketText(name: string | null, median: bigint | null): string {
  return median === null ? '' : `; the median of free ${name} machines is ${formatPt(median * 3_600n, { digits: 4 })} PT`
}
