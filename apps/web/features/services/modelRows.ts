import type { ServiceOfferWire, ServiceWire } from '@infinitio/domain/wire'

/** An AI model as the list shows it, from all services that offer it. */
export type ModelRow = {
  readonly model: string
  /** The services that the list shows, cheapest output first. */
  readonly services: number
  /** The cheapest service of those that routers use by default, or of all if routers leave all out. */
  readonly cheapest: string
  /** Its prices, in base units of PToken for a million tokens. */
  readonly inputPrice: bigint
  readonly cachedPrice: bigint
  readonly outputPrice: bigint
  /** The longest context of its services, as the sellers state; null if none states it. */
  readonly contextTokens: number | null
  /** The best values that validators measured; null if not measured yet. */
  readonly firstMs: number | null
  readonly tokensPerSecond: number | null
  readonly answeredBps: number | null
  /** PToken that its services settled, in base units. */
  readonly settled: bigint
  /** `checked`: a service answers as others do; `left_out`: routers leave all out; `signed`: too few checks so far. */
  readonly standing: 'checked' | 'signed' | 'left_out'
}

/** The orders of the list. */
export const modelOrders = ['used', 'price', 'speed', 'name'] as const
export type ModelOrder = (typeof modelOrders)[number]

type Offered = ServiceWire & { readonly offer: ServiceOfferWire }

/** Groups services by the names of their models. Leaves out services that the operator hides and those whose terms this release cannot read. */
export function modelRows(services: readonly ServiceWire[]): readonly ModelRow[] {
  const offered = services.filter((one): one is Offered => one.offer !== null && one.hidden === null)
  return [...Map.groupBy(offered, ({ offer }) => offer.model)].map(([model, ofModel]) => rowOf(model, ofModel))
}

/** The choices of a visitor of the list: a text in the name, the order, and whether only checked models are shown. */
export type ModelChoice = { readonly text: string; readonly order: ModelOrder; readonly onlyChecked: boolean }

/** Returns the rows whose names contain a text, of any case, in an order; with `onlyChecked`, only those with a checked service. */
export function chosenModels(rows: readonly ModelRow[], { text, order, onlyChecked }: ModelChoice): readonly ModelRow[] {
  const wanted = text.trim().toLowerCase()
  return rows
    .filter(({ model, standing }) => model.toLowerCase().includes(wanted) && (!onlyChecked || standing === 'checked'))
    .toSorted((one, other) => compared(one, other, order) || one.model.localeCompare(other.model))
}

function rowOf(model: string, services: readonly Offered[]): ModelRow {
  const usable = services.filter(({ checks }) => checks?.standing !== 'left_out')
  const [cheapest] = (usable.length > 0 ? usable : services).toSorted((one, other) =>
    sign(BigInt(one.offer.outputPrice) - BigInt(other.offer.outputPrice)),
  )
  if (cheapest === undefined) throw new RangeError('a model without a service')
  const qualities = (usable.length > 0 ? usable : services).map(({ quality }) => quality)
  return {
    model,
    services: services.length,
    cheapest: cheapest.service,
    inputPrice: BigInt(cheapest.offer.inputPrice),
    cachedPrice: BigInt(cheapest.offer.cachedPrice),
    outputPrice: BigInt(cheapest.offer.outputPrice),
    contextTokens: best(
      services.map(({ offer }) => offer.contextTokens),
      Math.max,
    ),
    firstMs: best(
      qualities.map((quality) => quality?.firstMs),
      Math.min,
    ),
    tokensPerSecond: best(
      qualities.map((quality) => quality?.tokensPerSecond),
      Math.max,
    ),
    answeredBps: best(
      qualities.map((quality) => quality?.answeredBps),
      Math.max,
    ),
    settled: services.reduce((sum, { settled }) => sum + BigInt(settled), 0n),
    standing: usable.length === 0 ? 'left_out' : services.some(({ checks }) => checks?.standing === 'fine') ? 'checked' : 'signed',
  }
}

/** Returns the best of the known numbers, as `of` decides; null without any. */
function best(values: readonly (number | null | undefined)[], of: (...numbers: number[]) => number): number | null {
  const known = values.filter((value) => value != null)
  return known.length > 0 ? of(...known) : null
}

function compared(one: ModelRow, other: ModelRow, order: ModelOrder): number {
  switch (order) {
    case 'used':
      return sign(other.settled - one.settled)
    case 'price':
      return sign(one.outputPrice - other.outputPrice)
    case 'speed':
      return (other.tokensPerSecond ?? -1) - (one.tokensPerSecond ?? -1)
    case 'name':
      return 0
  }
}

const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0)
