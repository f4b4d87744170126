import { fitOfRun, gpuLinks, isolationLevels, memoryOfRun, type ModelRun, parseRun, referencePerformanceOf, tensorTflopsOf } from '@infinitio/domain'
import type { FacetsWire, ListingMapWire, ListingQuery, MapBox } from '@infinitio/domain/wire'
import { spanOf } from '../src/market/rows/listingOf.ts'
import { freeGpus } from '../src/market/starts/freeGpus.ts'
import type { MarketAsk, MarketCatalogue, MarketNode } from '../src/market/machines/marketNode.ts'
import { leaveBookSeconds } from '../src/market/rows/listingColumns.ts'
import { priceSteps } from '../src/market/rows/priceSteps.ts'
import { unavailability } from '../src/market/search/unavailability.ts'

// A simple and slow search that filters, sorts and counts all machines. Tests compare it with the real search, which must return the same.

const vramSteps = [16, 24, 40, 48, 80, 96, 141, 180]
const gpuSteps = [1, 2, 4, 8]
const readySteps = [10, 30, 60, 120, 300]

type Candidate = { readonly node: MarketNode; readonly offer: MarketAsk; readonly free: number; readonly expected: bigint; readonly fit: Fit }
/**
 * How well a machine fits a model: the number of serious and of other warnings, and the price of the model's work as a fraction. The fraction is `price` (base
 * units per second) divided by `speed` (thousandths of a token per second).
 */
type Fit = { readonly serious: number; readonly others: number; readonly price: bigint; readonly speed: bigint | null }
type Dimension = 'class' | 'region' | 'vram' | 'gpus' | 'price' | 'simulated' | 'ready' | 'isolation' | 'link' | 'tier' | 'words' | 'box' | 'machine'
type Judged = Candidate & { readonly fails: readonly Dimension[] }

/** Returns all machines that a search finds, in order, with the facets: how many machines each choice of a filter would find. */
export function naiveSearch(
  nodes: readonly MarketNode[],
  query: ListingQuery,
  { now, catalogue }: { now: number; catalogue: MarketCatalogue },
): { found: MarketNode[]; facets: FacetsWire } {
  const durationSeconds = query.hours === undefined ? null : query.hours * 3_600
  const startAt = query.startHour === undefined ? now : query.startHour * 3_600
  const judged = nodes.flatMap((node) => judge(node, query, { now, startAt, durationSeconds }))
  const found = judged.filter(({ fails }) => fails.length === 0).toSorted(comparer(query.sort ?? (modelOf(query) === null ? 'price' : 'fit')))
  return { found: found.map(({ node }) => node), facets: countFacets(judged, query, catalogue) }
}

/**
 * Returns other start times that are worth suggesting. To find them, searches again for each hour of a week. The result contains the nearest earlier start, the
 * first later start that saves at least one percent or finds any machine, and the cheapest later start if it costs less.
 */
export function naiveStarts(
  nodes: readonly MarketNode[],
  query: ListingQuery,
  { now, catalogue }: { now: number; catalogue: MarketCatalogue },
): { startHour: number; cheaperBps: number | null; price: string }[] {
  const cheapestAt = (startHour: number) => {
    const { found } = naiveSearch(nodes, { ...query, startHour, sort: 'price' }, { now, catalogue })
    return found[0]?.ask?.ask.pricePerGpuSecond ?? null
  }
  const asked = Math.max(query.startHour ?? 0, Math.floor(now / 3_600))
  const nowPrice = cheapestAt(asked)
  const hours = Array.from({ length: 7 * 24 }, (_, hour) => asked + 1 + hour)
  const before = Array.from({ length: 7 * 24 }, (_, hour) => asked - 1 - hour).filter((hour) => hour * 3_600 > now)
  const worthOf = (startHour: number) => {
    const price = cheapestAt(startHour)
    if (price === null || (nowPrice !== null && price * 100n > nowPrice * 99n) || nowPrice === 0n) return []
    return [{ startHour, price, cheaperBps: nowPrice === null ? null : Number(((nowPrice - price) * 10_000n) / nowPrice) }]
  }
  const worth = hours.flatMap(worthOf)
  const earlier = before.flatMap(worthOf).slice(0, 1)
  const [soonest] = worth
  const cheapest = worth.reduce((best, start) => (best === undefined || start.price < best.price ? start : best), soonest)
  const later = soonest === undefined || cheapest === undefined ? [] : cheapest === soonest ? [soonest] : [soonest, cheapest]
  return [...earlier, ...later].map(({ price, ...start }) => ({ ...start, price: price.toString() }))
}

function judge(node: MarketNode, query: ListingQuery, asked: { now: number; startAt: number; durationSeconds: number | null }): Judged[] {
  const offer = node.ask
  if (offer === null) return []
  const durationSeconds = spanOf(offer, asked.durationSeconds)
  if (durationSeconds < offer.wire.minDurationSeconds || durationSeconds > offer.wire.maxDurationSeconds) return []
  const span = { now: asked.now, durationSeconds }
  const isLater = asked.startAt > asked.now
  if (isLater ? !isOrderable(node, offer, { ...asked, durationSeconds }) : unavailability(node, span) !== null) return []
  const freeThen = isLater ? freeHourByHour(node, { startAt: asked.startAt, durationSeconds }) : freeGpus(node, span)
  if (freeThen < offer.wire.minGpus) return []
  const free = Math.min(freeThen, offer.wire.maxGpus)
  const needed = gpusNeeded(node, query)
  if (needed === null || free < needed) return []
  const fails: Dimension[] = []
  if (query.class !== undefined && !query.class.includes(node.classId)) fails.push('class')
  if (query.notClass?.includes(node.classId)) fails.push('class')
  if (query.minGpus !== undefined && !countsForGpus(node, query)) fails.push('class')
  if (query.region !== undefined && !query.region.includes(node.regionId)) fails.push('region')
  if (query.notRegion?.includes(node.regionId)) fails.push('region')
  if (query.minVramGib !== undefined && node.vramGib < query.minVramGib) fails.push('vram')
  if (query.minGpus !== undefined && free < query.minGpus) fails.push('gpus')
  const hourPrice = offer.ask.pricePerGpuSecond * 3_600n
  const isDear = query.maxPricePerGpuHour !== undefined && hourPrice > BigInt(query.maxPricePerGpuHour)
  if (isDear || (query.minPricePerGpuHour !== undefined && hourPrice < BigInt(query.minPricePerGpuHour))) fails.push('price')
  if (query.includeSimulated === 'false' && node.simulated) fails.push('simulated')
  if (query.box !== undefined && !isTouched(node, query.box)) fails.push('box')
  if (query.maxReadySeconds !== undefined && readyOf(node) > query.maxReadySeconds) fails.push('ready')
  if (query.isolation !== undefined && !query.isolation.some((level) => level === node.isolation)) fails.push('isolation')
  if (query.gpuLink !== undefined && !query.gpuLink.some((link) => link === node.gpuLink)) fails.push('link')
  if (query.minRamGib !== undefined && node.ramGib < query.minRamGib) fails.push('machine')
  if (query.minDiskGib !== undefined && node.diskGib < query.minDiskGib) fails.push('machine')
  if (query.minNetworkMbps !== undefined && node.networkMbps < query.minNetworkMbps) fails.push('machine')
  if (query.minReliabilityPercent !== undefined && (node.reliabilityBps ?? 0) < query.minReliabilityPercent * 100) fails.push('machine')
  if (query.minTier !== undefined && node.tier < query.minTier) fails.push('tier')
  if (query.q !== undefined && !hasWords(wordsOf(node), query.q)) fails.push('words')
  const stated = countryOf(node)
  if (query.country !== undefined && (stated === null || !query.country.includes(stated))) fails.push('machine')
  const grams = new Map([
    ['NO', 30],
    ['DE', 381],
    ['US', 369],
  ]).get(stated ?? '')
  if (query.maxGridGramsPerKwh !== undefined && (grams === undefined || grams > query.maxGridGramsPerKwh)) fails.push('machine')
  const city = node.city?.toLowerCase() ?? null
  const isOneOf = (names: readonly string[]) => names.some((name) => `${city ?? ''} `.startsWith(`${name.toLowerCase()} `))
  if (query.city !== undefined && !isOneOf(query.city)) fails.push('machine')
  if (query.notCity !== undefined && (city === null || isOneOf(query.notCity))) fails.push('machine')
  if (query.notCountry !== undefined && (stated === null || query.notCountry.includes(stated))) fails.push('machine')
  const run = query.run === undefined ? null : parseRun(query.run)
  if (run !== null && 'program' in run && node.runtime !== 'container') fails.push('machine')
  if (query.images === 'true' && node.runtime !== 'container') fails.push('machine')
  const gpus = BigInt(Math.max(query.minGpus ?? 1, offer.wire.minGpus, needed))
  const rate = offer.ask.pricePerGpuSecond * gpus
  if (query.maxTotal !== undefined && rate * BigInt(durationSeconds) > BigInt(query.maxTotal)) fails.push('machine')
  const billed = query.forSeconds === undefined ? durationSeconds : Math.min(durationSeconds, query.forSeconds + offer.wire.noticeSeconds)
  return [{ node, offer, free, expected: rate * BigInt(billed), fit: fitOf(node, query, { gpus: Number(gpus), rate }), fails }]
}

/** Returns true if a search for a number of GPUs may find this machine: it has a GPU, or the search names its class. */
function countsForGpus({ vramGib }: MarketNode, query: ListingQuery): boolean {
  return query.class === undefined ? vramGib > 0 : true
}

function modelOf({ run: said }: ListingQuery): ModelRun | null {
  const run = said === undefined ? null : parseRun(said)
  return run === null || 'program' in run ? null : run
}

/** Returns how well a machine's GPUs fit the model of a search. Without a model, only the price of the GPUs counts. */
function fitOf({ className, vramGib, gpuLink }: MarketNode, query: ListingQuery, { gpus, rate }: { gpus: number; rate: bigint }): Fit {
  const run = modelOf(query)
  if (run === null) return { serious: 0, others: 0, price: rate, speed: 1n }
  const { warnings, milliTokensPerSecond } = fitOfRun(run, { className, vramGib, link: gpuLink, gpus })
  const isTrained = run.task !== 'inference'
  const serious = warnings.filter(
    (warning) =>
      warning === 'slowerThanReading' ||
      warning === 'longEpoch' ||
      (warning === 'noBf16' && isTrained) ||
      (warning === 'noFastLink' && run.task === 'full'),
  ).length
  // A model for pictures produces no tokens, so compare the arithmetic speed of the machines.
  const tflops = tensorTflopsOf(className)
  const arithmetic = tflops === null ? null : BigInt(tflops * (gpuLink === 'nvlink' ? gpus : 1))
  const speed = run.model.kind === 'language' ? milliTokensPerSecond : arithmetic
  return { serious, others: warnings.length - serious, price: rate, speed }
}

/** Compares exactly the prices of two machines for the same work of a model, as fractions. Machines of unknown speed come last. */
function comparePricesOfWork(a: Fit, b: Fit): number {
  if (a.speed === null || b.speed === null) {
    if (a.speed !== b.speed) return a.speed === null ? 1 : -1
    return a.price < b.price ? -1 : a.price > b.price ? 1 : 0
  }
  const [one, other] = [a.price * b.speed, b.price * a.speed]
  return one < other ? -1 : one > other ? 1 : 0
}

/** Returns the country code of a machine's stated country, for the countries that this test generates. Null for any other country. */
function countryOf({ country }: MarketNode): string | null {
  const written: Readonly<Record<string, string>> = { norway: 'NO', no: 'NO', de: 'DE', 'united states': 'US' }
  return written[country?.toLowerCase() ?? ''] ?? null
}

/**
 * Returns how many of a node's GPUs are needed to have the required memory together. Returns null if the node has no GPU, or if more than 15 would be needed.
 */
function gpusNeeded({ vramGib }: MarketNode, { run: said, minTotalVramGib }: ListingQuery): number | null {
  const run = said === undefined ? null : parseRun(said)
  const gib = Math.max(minTotalVramGib ?? 0, run === null ? 0 : memoryOfRun(run).totalGib)
  for (let gpus = 1; gpus <= 15; gpus += 1) if (gpus * vramGib >= gib) return gpus
  return null
}

/**
 * Returns the map of all found machines, with one spot for each cell of a grid. Uses the finest grid in which at most 200 cells have machines: cells are a
 * quarter of a degree wide, and this width is doubled as often as necessary.
 */
export function naiveMap(found: readonly MarketNode[]): ListingMapWire {
  const placed = found.filter(({ latitude, longitude }) => latitude !== null && longitude !== null)
  for (let degrees = 0.25; ; degrees *= 2) {
    const spots = new Map<string, MarketNode[]>()
    for (const node of placed) {
      const key = `${Math.floor(cellAt(node.latitude, 180) / degrees)} ${Math.floor(cellAt(node.longitude, 360) / degrees)}`
      spots.set(key, [...(spots.get(key) ?? []), node])
    }
    // The found machines are sorted, so the first machine of a map cell is its cheapest, and cells are in the order of their cheapest machines.
    if (spots.size <= 200)
      return {
        spots: [...spots.values()].flatMap((nodes) => {
          const [first] = nodes
          if (first?.ask == null) return []
          const { latitude, longitude, city, regionName, node, ask } = first
          const real = nodes.filter(({ simulated }) => !simulated).length
          const place = { latitude: latitude ?? 0, longitude: longitude ?? 0, place: city ?? regionName }
          return [{ ...place, node, pricePerGpuSecond: ask.ask.pricePerGpuSecond.toString(), count: nodes.length, real }]
        }),
        unplaced: found.length - placed.length,
        total: found.length,
        degrees,
      }
  }
}

/**
 * Converts a latitude or longitude to the distance from the south pole or the date line in degrees, rounded down to quarters of a degree. The last quarter
 * includes its end.
 */
function cellAt(degrees: number | null, all: number): number {
  return Math.min(Math.floor(((degrees ?? 0) + all / 2) * 4) / 4, all - 0.25)
}

/** Returns true if a part of the map contains any part of the quarter-degree cell in which a machine says it is. */
function isTouched({ latitude, longitude }: MarketNode, { west, south, east, north }: MapBox): boolean {
  if (latitude === null || longitude === null) return false
  const [x, y] = [cellAt(longitude, 360) - 180, cellAt(latitude, 180) - 90]
  return x <= east && x + 0.25 > west && y <= north && y + 0.25 > south
}

/** Returns the median seconds until a node's leases were ready, or infinity without leases. */
function readyOf({ medianReadySeconds }: MarketNode): number {
  return medianReadySeconds === null ? Number.POSITIVE_INFINITY : Math.min(medianReadySeconds, 65_534)
}

function priceOfWork({ node, offer }: Candidate): bigint {
  const performance = referencePerformanceOf(node.className)
  return performance === null ? 10n ** 52n : (offer.ask.pricePerGpuSecond * 2n ** 70n) / BigInt(performance)
}

/**
 * Returns true if an order for a later start can match this ask. The ask must be listed, and its node must respond. The ask must also stay in the order book
 * until the start. The lease must be within the times of the ask and end within 28 days less one hour.
 */
function isOrderable(
  node: MarketNode,
  { wire }: MarketAsk,
  { now, startAt, durationSeconds }: { now: number; startAt: number; durationSeconds: number },
): boolean {
  if (node.retired || !node.listed || node.state !== 'answering' || startAt >= wire.expiry - leaveBookSeconds) return false
  const end = startAt + durationSeconds
  return startAt >= wire.availableFrom && end <= wire.availableUntil && end <= now + 28 * 86_400 - 3_600
}

function freeHourByHour({ gpus, taken }: MarketNode, { startAt, durationSeconds }: { startAt: number; durationSeconds: number }): number {
  let least = gpus
  for (let hour = Math.floor(startAt / 3_600); hour * 3_600 < startAt + durationSeconds; hour += 1) {
    const busy = taken.reduce((sum, { fromHour, toHour, gpus: own }) => sum + (fromHour <= hour && hour < toHour ? own : 0), 0)
    least = Math.min(least, gpus - busy)
  }
  return Math.max(least, 0)
}

function wordsOf({ name, className, regionName, city, country, cpuModel, gpuModel }: MarketNode): string {
  return [name, className, regionName, city, country, cpuModel, gpuModel]
    .filter((word) => word !== null)
    .join(' ')
    .toLowerCase()
}

function hasWords(words: string, wanted: string): boolean {
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

function comparer(sort: NonNullable<ListingQuery['sort']>): (a: Candidate, b: Candidate) => number {
  const byId = (a: Candidate, b: Candidate) => (a.node.node < b.node.node ? -1 : 1)
  const bigints = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
  switch (sort) {
    case 'price':
      return (a, b) => bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'total':
      return (a, b) => bigints(a.expected, b.expected) || byId(a, b)
    case 'fit':
      return (a, b) => a.fit.serious - b.fit.serious || a.fit.others - b.fit.others || comparePricesOfWork(a.fit, b.fit) || byId(a, b)
    case 'value':
      return (a, b) => bigints(priceOfWork(a), priceOfWork(b)) || bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'vram':
      return (a, b) => b.node.vramGib - a.node.vramGib || bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'newest':
      return (a, b) => b.offer.createdAtMs - a.offer.createdAtMs || byId(a, b)
    case 'reliability':
      return (a, b) =>
        (b.node.reliabilityBps ?? 0) - (a.node.reliabilityBps ?? 0) ||
        bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) ||
        byId(a, b)
    case 'tier':
      return (a, b) => b.node.tier - a.node.tier || bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'ready':
      return (a, b) => {
        const [one, other] = [readyOf(a.node), readyOf(b.node)]
        return one === other ? bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b) : one - other
      }
  }
}

function countFacets(judged: readonly Judged[], query: ListingQuery, market: MarketCatalogue): FacetsWire {
  const but = (dimension: Dimension) => judged.filter(({ fails }) => fails.every((failed) => failed === dimension))
  const byClass = countBy(but('class').map(({ node }) => node.classId))
  const byRegion = countBy(but('region').map(({ node }) => node.regionId))
  const forVram = but('vram')
  const forGpus = but('gpus').filter(({ node }) => countsForGpus(node, query))
  const forSimulated = but('simulated')
  const prices = but('price').map(({ offer }) => offer.ask.pricePerGpuSecond)
  const simulated = forSimulated.filter(({ node }) => node.simulated).length
  return {
    classes: market.classes
      .filter(({ classId }) => byClass.has(classId))
      .map(({ classId, name }) => ({ id: classId, name, count: byClass.get(classId) ?? 0 })),
    regions: market.regions
      .filter(({ regionId }) => byRegion.has(regionId))
      .map(({ regionId, name }) => ({ id: regionId, name, count: byRegion.get(regionId) ?? 0 })),
    vramGib: vramSteps
      .map((atLeast) => ({ atLeast, count: forVram.filter(({ node }) => node.vramGib >= atLeast).length }))
      .filter(({ count }) => count > 0),
    gpus: gpuSteps.map((atLeast) => ({ atLeast, count: forGpus.filter(({ free }) => free >= atLeast).length })).filter(({ count }) => count > 0),
    readySeconds: readySteps
      .map((atMost) => ({ atMost, count: but('ready').filter(({ node }) => readyOf(node) <= atMost).length }))
      .filter(({ count }) => count > 0),
    isolation: isolationLevels
      .map((level) => ({ level, count: but('isolation').filter(({ node }) => node.isolation === level).length }))
      .filter(({ count }) => count > 0),
    gpuLinks: gpuLinks
      .map((link) => ({ link, count: but('link').filter(({ node }) => node.gpuLink === link).length }))
      .filter(({ count }) => count > 0),
    tiers: [1, 2, 3]
      .map((atLeast) => ({ atLeast, count: but('tier').filter(({ node }) => node.tier >= atLeast).length }))
      .filter(({ count }) => count > 0),
    simulated: { simulated, real: forSimulated.length - simulated },
    pricePerGpuSecond: prices.length === 0 ? null : { min: smallest(prices).toString(), max: largest(prices).toString() },
    prices: stepsOf(prices),
  }
}

/** Counts the prices in the steps of the price filter, with one comparison for each price and step. */
function stepsOf(prices: readonly bigint[]): FacetsWire['prices'] {
  const steps = [...priceSteps, null].map((atMost, at) => {
    const above = priceSteps[at - 1]
    const inStep = prices.filter((price) => (above === undefined || price * 3_600n > above) && (atMost === null || price * 3_600n <= atMost))
    return { above: String(above ?? 0n), atMost: atMost === null ? null : String(atMost), count: inStep.length }
  })
  const hasMachines = ({ count }: { count: number }) => count > 0
  return steps.slice(steps.findIndex(hasMachines), steps.findLastIndex(hasMachines) + 1)
}

function countBy(ids: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

function smallest(prices: readonly bigint[]): bigint {
  return prices.reduce((least, price) => (price < least ? price : least))
}

function largest(prices: readonly bigint[]): bigint {
  return prices.reduce((most, price) => (price > most ? price : most))
}
