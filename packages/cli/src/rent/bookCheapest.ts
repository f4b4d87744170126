import { type Client, type FitPage, InfinitioError, refusal, whyNothingFits } from '@infinitio/sdk'
import { useAsked } from '../search/search.ts'
import { type SearchFilters, searchQueryOf } from '../search/searchQueryOf.ts'
import { bookNode, type Renter, type Wanted } from './bookNode.ts'
import { sentencePt } from '../terminal/columnPt.ts'

type Listing = Awaited<ReturnType<Client['searchListings']>>['items'][number]

const mostTries = 4
const looked = 20
const secondsPerHour = 3_600n

/**
 * Books the cheapest machine that fits the filters and is free now. With `use`, books the machine with the lowest total cost of that use. If a machine is taken
 * between the search and the booking, tries the next machine, at most four machines in all. With a maximum price, the further machines may cost up to that
 * price; without one, no more than the first machine. `simulated` includes simulated machines. `signal` is that of `bookNode`. Throws `order.nothing_fits`, or
 * the refusal of the last machine; nothing is charged in either case.
 */
export async function bookCheapest(
  renter: Renter,
  {
    filters,
    use,
    wanted,
    simulated,
    signal,
  }: { filters: SearchFilters; use: string | undefined; wanted: Wanted; simulated: boolean; signal: AbortSignal },
): Promise<{ orderHash: string; leaseId: string }> {
  const { client, say } = renter
  const asked = await searchQueryOf(client, [], filters)
  const order = use === undefined ? ({ sort: 'price' } as const) : ({ sort: 'total', ...useAsked(use, asked) } as const)
  const query = { ...asked, ...order, limit: looked }
  const found = await client.searchListings(simulated ? query : { ...query, includeSimulated: 'false' })
  const [first] = found.items
  if (first === undefined) throw await nothingFits((changed) => client.searchListings(changed), { query, simulated })
  const mostPrice = query.maxPricePerGpuHour === undefined ? null : BigInt(query.maxPricePerGpuHour) / secondsPerHour
  const candidates = found.items.filter((item) => mostPrice !== null || sortedCost(item) <= sortedCost(first)).slice(0, mostTries)
  const firstWords = use === undefined ? ', the cheapest that fits' : `, the lowest total for ${use}`
  return firstThatTakes(candidates, {
    book: (listing) => {
      say(`${listing.name} in ${listing.regionName}: ${hourly(listing)} PT per GPU-hour${listing === first ? firstWords : ''}.`)
      return bookNode(listing.node, { renter, wanted, signal, maxPricePerGpuSecond: mostPrice ?? BigInt(listing.ask.pricePerGpuSecond) })
    },
    onNext: ({ sentence, code }) => say(`${sentence} (${code}) The next one:`),
  })
}

/**
 * Returns the cost by which machines are sorted, in base units: the total cost of the expected use, or without one the
 * price per GPU-second.
 */
function sortedCost({ ask, quote }: Listing): bigint {
  return BigInt(quote.expected ?? ask.pricePerGpuSecond)
}

function hourly({ ask }: { readonly ask: { readonly pricePerGpuSecond: string } }): string {
  return sentencePt(BigInt(ask.pricePerGpuSecond) * secondsPerHour)
}

type SearchQuery = NonNullable<Parameters<Client['searchListings']>[0]>

const names = { simulated: '--simulated', price: '--max', gpus: '--gpus', class: '--gpu', region: '--region' } as const

/** Returns the error for a search without results. Its detail names the options without which machines are free, as in the answer of `POST /leases`. */
export async function nothingFits(
  search: (query: SearchQuery) => Promise<FitPage>,
  { query: { forSeconds: _use, ...query }, simulated }: { query: SearchQuery; simulated: boolean },
): Promise<InfinitioError> {
  const real = simulated ? {} : ({ includeSimulated: 'false' } as const)
  const asked = { ...query, sort: 'price' as const, limit: 1, ...real }
  return refusal('order.nothing_fits', { detail: await whyNothingFits(search, { query: asked, names }) })
}

/** Error codes after which another machine can be tried: the machine is no longer available, or it cannot run the workload. */
const goOnCodes = new Set([
  ...['order.node_taken', 'order.ask_gone', 'order.ask_unknown', 'order.price_moved', 'order.nothing_fits', 'order.outside_availability'],
  ...[
    'order.ask_signature_refused',
    'order.settle_failed',
    'order.start_window_missed',
    'order.too_few_gpus',
    'node.silent',
    'node.images_unsupported',
    'node.delisted',
  ],
])

/**
 * Tries to book the candidates one after the other and returns the first booking. Calls `onNext` with each refusal
 * before it tries the next candidate. Throws any other error at once, and the last refusal if every candidate refused.
 * `candidates` must not be empty.
 */
export async function firstThatTakes<Candidate, Booked>(
  candidates: readonly Candidate[],
  { book, onNext }: { book: (candidate: Candidate) => Promise<Booked>; onNext: (refusal: InfinitioError) => void },
): Promise<Booked> {
  for (const [at, candidate] of candidates.entries()) {
    try {
      return await book(candidate)
    } catch (error) {
      if (!(error instanceof InfinitioError) || !goOnCodes.has(error.code) || at === candidates.length - 1) throw error
      onNext(error)
    }
  }
  throw new Error('no candidate to rent')
}
