import { z } from 'zod'
import { horizonSeconds } from '../calendar/horizon.ts'
import { maintenanceWindowWire } from './provider/maintenance.ts'
import { machineReportWire } from './provider/machineReport.ts'
import { inQuote } from '../fees/fees.ts'
import { gpuLinks } from '../nodes/gpuLinks.ts'
import { isolationLevels } from '../nodes/isolation.ts'
import { runTasks } from '../runs/run.ts'
import { listingSorts } from '../search-fields/listingSorts.ts'
import { askWire } from './orders/ask.ts'
import { feeShape } from './feeShape.ts'
import { runFitWire } from './runFit.ts'
import { nextPageCursor, pageCursor, pageLimit } from './pages.ts'
import { address, bps, hex32, queryInt, simulatedFlag, text, uint128, uint8, uint96 } from './scalars.ts'
import { searchFieldShape } from './searchFieldShape.ts'

const isolation = z.enum(isolationLevels).nullable().describe('How far a lease is separated from the machine; null: not known.')

/** An area of the map in degrees, from west to east and from south to north. */
export type MapBox = { readonly west: number; readonly south: number; readonly east: number; readonly north: number }

const degrees = '-?(0|[1-9][0-9]{0,2})(\\.[0-9]{1,6})?'
const mapBox = z
  .string()
  .regex(new RegExp(`^${degrees}(,${degrees}){3}$`), { error: 'api.invalid_field' })
  .transform((value): MapBox => {
    const [west = 0, south = 0, east = 0, north = 0] = value.split(',').map(Number)
    return { west, south, east, north }
  })

/**
 * The query of `GET /listings`. Every parameter is optional. With `facets`, the answer also counts the machines for each choice of a filter, so that the caller
 * sees how many machines a filter hides.
 */
export const listingQueryWire = z.strictObject({
  ...searchFieldShape,
  box: mapBox
    .optional()
    .describe(
      'West, south, east and north of an area in degrees, such as `5.5,47,15,55`: machines with a stated location in it, to a quarter of a degree.',
    ),
  sort: z
    .enum(listingSorts)
    .optional()
    .describe(
      '`reliability`, `tier`: the highest first that validators attested. `ready`: the least time from settle to Ready first; those without a lease last. `fit`: best for the model of `run` first, by serious warnings, then other warnings, then the price of a finished token; without a model, by the price of all GPUs. Left out: `fit` with a model, else `price`.',
    ),
  forSeconds: queryInt(1, horizonSeconds)
    .optional()
    .describe('Seconds of use after which you expect to end the lease. `sort=total` then uses `expected` of the quotes.'),
  cursor: pageCursor,
  limit: pageLimit({ most: 200 }),
})
/** The query of `GET /listings` after parsing, as the server uses it. */
export type ListingQuery = z.output<typeof listingQueryWire>
/** The query of `GET /listings` as a client writes it in the URL. */
export type ListingQueryWire = z.input<typeof listingQueryWire>

const named = text(400).optional()

/** The fields of a search that a request may fill with names in place of ids. The server looks the names up in the catalogue. */
export const namedSearchShape = {
  class: named.describe('Parts of names of GPU classes, such as `h100` or `a100-80gb,h100`; or class ids of `GET /classes`, separated by commas.'),
  region: named.describe('Parts of names of regions, such as `europe`; or region ids, separated by commas.'),
  notClass: named.describe('Parts of names of GPU classes to leave out, or their ids, separated by commas.'),
  notRegion: named.describe('Parts of names of regions to leave out, or their ids, separated by commas.'),
}

/** The query of `GET /listings` as an endpoint takes it: `listingQueryWire` with names or ids of classes and regions. */
export const namedListingQueryWire = listingQueryWire.extend(namedSearchShape)

/** The fields about a machine and its provider with which the answers about listings begin. */
const whichNode = {
  node: hex32,
  name: z.string(),
  simulated: simulatedFlag,
  provider: address,
  providerName: z
    .string()
    .nullable()
    .describe(
      'The name in the signed statement of the provider as a delegate, else the labelled name of a simulated provider, else null. Anybody can choose any name.',
    ),
  providerBonded: uint128.describe('The bond of the provider, out of which the contract compensates renters.'),
  classId: uint8,
  className: z.string(),
  regionId: uint8,
  regionName: z.string(),
}

/** One node that can be rented now. Prices are PToken base units. */
export const listingWire = z
  .strictObject({
    ...whichNode,
    country: z.string().nullable(),
    city: z.string().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    gpus: z.int().describe('GPUs of the machine.'),
    freeGpus: z.int().describe('GPUs that are free for the whole requested time.'),
    vramGib: z.int().describe('Memory of each GPU, in GiB.'),
    cpuCores: z.int(),
    ramGib: z.int(),
    diskGib: z.int(),
    networkMbps: z.int(),
    cpuModel: z.string().nullable(),
    gpuModel: z.string().nullable(),
    gpuLink: z
      .enum(gpuLinks)
      .nullable()
      .describe('How its GPUs exchange data, as the machine reports or as in all machines of its class; null: not known.'),
    runtime: z.string().nullable(),
    isolation,
    tier: z.int(),
    reliabilityBps: bps.nullable().describe('Null until validators have measured it.'),
    medianReadySeconds: z
      .int()
      .nullable()
      .describe('Median time of its leases from settlement, or from a later start, to Ready; null without a lease.'),
    completedLeases: z.int(),
    askHash: hex32,
    ask: askWire,
    fit: runFitWire.nullable().describe('How well the GPUs of `quote` fit the model of `run`; null without a model.'),
    listedAt: z.int(),
    quote: z
      .strictObject({
        gpus: z.int(),
        durationSeconds: z.int(),
        price: uint128,
        ...inQuote(feeShape({ payer: 'renter' })),
        total: uint128.describe('Price, fee and relay fee: the most that the lease can cost.'),
        least: uint128.describe(
          'The least that the lease can cost once it is ready: the cost of ending it at once, with notice and fees. Within a free trial, only the relay fee.',
        ),
        expected: uint128
          .nullable()
          .describe(
            'Cost of ending the lease after `forSeconds` of use, with notice and fees, without a trial; null if the query has no `forSeconds`.',
          ),
        trialSeconds: z
          .int()
          .describe(
            'Free seconds after Ready that a lease of this length gets: at most what the ask offers, a tenth of the lease and an hour; 0 for a later start. An account gets one trial a day (`nextTrialAt` of the wallet).',
          ),
      })
      .describe('Cost for the requested GPUs and hours; by default for 1 GPU (or the fewest that the ask allows) and 1 h.'),
  })
  .meta({ id: 'Listing' })
export type ListingWire = z.infer<typeof listingWire>

const facet = z.strictObject({ id: z.int(), name: z.string(), count: z.int() })
/**
 * The numbers of machines for each choice of a filter, such as a GPU class or a region. Each number counts the machines that match this choice and all other
 * filters.
 */
export const facetsWire = z
  .strictObject({
    classes: z.array(facet),
    regions: z.array(facet),
    vramGib: z.array(z.strictObject({ atLeast: z.int(), count: z.int() })),
    gpus: z.array(z.strictObject({ atLeast: z.int(), count: z.int() })),
    readySeconds: z.array(z.strictObject({ atMost: z.int(), count: z.int() })).describe('By measured time from settlement to Ready.'),
    isolation: z.array(z.strictObject({ level: z.enum(isolationLevels), count: z.int() })).describe('By the isolation of leases from the machine.'),
    gpuLinks: z
      .array(z.strictObject({ link: z.enum(gpuLinks).describe('How the GPUs of these machines exchange data.'), count: z.int() }))
      .describe('By the link between the GPUs of a machine, as the machine reports or as in all machines of its class.'),
    tiers: z.array(z.strictObject({ atLeast: z.int(), count: z.int() })).describe('By the trust tier that validators attested.'),
    simulated: z.strictObject({ simulated: z.int(), real: z.int() }),
    pricePerGpuSecond: z.strictObject({ min: uint96, max: uint96 }).nullable(),
    prices: z
      .array(
        z.strictObject({
          above: uint128.describe('The machines are dearer than this. PToken base units per GPU-hour.'),
          atMost: uint128.nullable().describe('The highest price of these machines, in PToken base units per GPU-hour; null: no upper bound.'),
          count: z.int(),
        }),
      )
      .describe('Numbers of machines in steps of price, from the step of the cheapest machine to the step of the dearest.'),
  })
  .meta({ id: 'Facets' })
export type FacetsWire = z.infer<typeof facetsWire>

/** The requirements of a run (a model with its task, or a program) for a machine. `task` and `bits` are null for a program without a model. */
export const runNeedsWire = z
  .strictObject({
    run: z.string(),
    name: z.string(),
    task: z.enum(runTasks).nullable(),
    bits: z.int().nullable(),
    memoryGib: z.int().describe('Memory of all GPUs together, in GiB.'),
  })
  .meta({ id: 'RunNeeds' })
export type RunNeedsWire = z.infer<typeof runNeedsWire>

/** The answer of `GET /listings`. */
export const listingPageWire = z
  .strictObject({
    items: z.array(listingWire),
    total: z.int(),
    facets: facetsWire,
    nextCursor: nextPageCursor,
    startAt: z.int().nullable().describe('The requested start, Unix seconds; null: now.'),
    run: runNeedsWire.nullable().describe('The model or program of the query; null without one.'),
    version: z.string(),
  })
  .meta({ id: 'ListingPage' })
export type ListingPageWire = z.infer<typeof listingPageWire>

/** The query of `GET /listings/starts` and of `GET /listings/map`: a search without its sorting and pages. */
export const startsQueryWire = listingQueryWire.omit({ sort: true, forSeconds: true, cursor: true, limit: true })
export type StartsQuery = z.output<typeof startsQueryWire>
export type StartsQueryWire = z.input<typeof startsQueryWire>
/** The same query with names or ids of classes and regions. */
export const namedStartsQueryWire = startsQueryWire.extend(namedSearchShape)

/**
 * `GET /listings/starts`: other start times within a week. At these times, the same search finds cheaper machines, or finds machines although it finds none at
 * the requested start. The list is sorted by time and has at most one start before the requested one and at most two after it.
 */
export const startsWire = z
  .strictObject({
    items: z.array(
      z.strictObject({
        startHour: z.int().describe('Unix hours.'),
        cheaperBps: z
          .int()
          .nullable()
          .describe('Basis points below the cheapest price at the requested start, rounded down; null if nothing is free then.'),
        listing: listingWire.describe('The cheapest machine that is free from that hour for the requested time.'),
      }),
    ),
  })
  .meta({ id: 'Starts' })
export type StartsWire = z.infer<typeof startsWire>

/** The query of `GET /listings/map`: the same as `startsQueryWire`. */
export type ListingMapQuery = StartsQuery
export type ListingMapQueryWire = StartsQueryWire

/**
 * `GET /listings/map`: all search results as at most 200 spots on a map, the cheapest first. A spot represents the machines of one area. The areas are as small
 * as this limit allows.
 */
export const listingMapWire = z
  .strictObject({
    spots: z.array(
      z.strictObject({
        latitude: z.number().describe('Latitude that its cheapest machine states, as well as the place.'),
        longitude: z.number(),
        place: z.string(),
        node: hex32.describe('Id of the cheapest machine.'),
        pricePerGpuSecond: uint96.describe('Price of the cheapest machine.'),
        count: z.int().describe('Number of machines.'),
        real: z.int().describe('Number of these machines that are not simulated.'),
      }),
    ),
    unplaced: z.int().describe('Number of machines without a stated location.'),
    total: z.int().describe('Number of all machines that the search finds, also without a location.'),
    degrees: z.number().describe('Width and height of a spot, in degrees.'),
  })
  .meta({ id: 'ListingMap' })
export type ListingMapWire = z.infer<typeof listingMapWire>

/** `GET /listings/{node}`: one machine. If it is not available at the requested start (default: now), `listing` is null and `unavailable` has the reason. */
export const listingDetailWire = z
  .strictObject({
    ...whichNode,
    gpus: z.int(),
    runtime: z.string().nullable(),
    isolation,
    hostKey: hex32,
    providerSince: z.int().describe('Registration of the first machine of the provider, Unix seconds.'),
    registeredAt: z.int(),
    lastSeenAt: z.int().nullable(),
    listing: listingWire.nullable().describe('The offer at the requested start; null if the machine is not available then.'),
    unavailable: z
      .enum(['suspect', 'lost', 'paused', 'private', 'full', 'delisted', 'retired'])
      .nullable()
      .describe('private: its provider offers it only to accounts that the provider chose.'),
    hasPrivateOffers: z.boolean().describe('True if its provider also offers it to single accounts: see `/listings/{node}/private`.'),
    calendar: z
      .strictObject({ fromHour: z.int().describe('Unix hours.'), freeGpus: z.array(z.int()).describe('One number per hour for 28 days.') })
      .describe('Free GPUs in each hour.'),
    nextFreeAt: z.int().nullable(),
    past: z
      .strictObject({
        fromHour: z.int().describe('Unix hours.'),
        leasedBps: z.array(z.int()).describe('Share of the GPU time that was leased, one number an hour, up to now.'),
        reachableBps: z
          .array(z.int().nullable())
          .describe('Share of the time in which the market received heartbeats; null in an hour that was not counted.'),
      })
      .describe('The last seven days, or since the machine was registered.'),
    priceHistory: z.array(z.strictObject({ at: z.int(), pricePerGpuSecond: uint96 })),
    leases: z.strictObject({ active: z.int(), completed: z.int() }),
    maintenance: z.array(maintenanceWindowWire).describe('Planned maintenance that is not over, earliest first.'),
    report: machineReportWire.nullable().describe('Facts that the machine reports about itself; null if its agent reports none.'),
    similar: z.array(listingWire),
  })
  .meta({ id: 'ListingDetail' })
export type ListingDetailWire = z.infer<typeof listingDetailWire>

/** `GET /listings/{node}/private`: the offer of a machine that its provider made only to the signed-in account, at the requested start. */
export const privateListingWire = z
  .strictObject({ listing: listingWire.nullable().describe('Null without such an offer, or if the machine is not available at that start.') })
  .meta({ id: 'PrivateListing' })
export type PrivateListingWire = z.infer<typeof privateListingWire>
