import {
  type BondedService,
  hostingPoolAbi,
  hostingStatement,
  lastBlockBefore,
  marketStart,
  readBondedServices,
  readCheckersOfDay,
  readHostingEvents,
  readHostingPool,
  readServiceLedger,
  type ReadValidatorSet,
} from '@infinitio/chain'
import { type Address, address, checkSecondsOf, type Hex32, hex32, hostingDays } from '@infinitio/domain'
import { type CheckedOutcome, type DayBudget, type HostedService, hostingShares, hostingTree, rightAnswers } from '@infinitio/economy'
import { readTerms, siteOf } from '@infinitio/services'
import { type Client, type Hex, hexToBytes, toHex } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { type Offered, resultsOf, type SignedCheck, signedReports } from '../checks/openCheckBook.ts'
import type { EpochAccess } from './openEpochAccess.ts'
import { readSetAt } from './readSetAt.ts'
import { getCheckSlot } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/** A day of the hosting programmes: the root and the shares to publish, and the statement that validators sign. */
export type HostingDocument = {
  readonly pool: Address
  readonly day: bigint
  readonly root: Hex32
  readonly shares: Hex
  readonly statement: Hex32
}

/** The hosting pool of a chain: its address, and the length of its days in seconds. */
export type HostingPoolFacts = { readonly pool: Address; readonly daySeconds: bigint }

const secondsOfUse = 86_400n

/** Finds the hosting pool of a chain; null if there is none. Throws viem's errors. */
export async function findHostingPool(client: Client, directory: Address): Promise<HostingPoolFacts | null> {
  const pool = await readHostingPool(client, directory)
  if (pool === null) return null
  return { pool, daySeconds: BigInt(await readContract(client, { address: pool, abi: hostingPoolAbi, functionName: 'DAY_SECONDS' })) }
}

/** The day to calculate. `head` is a final block after the day. */
type OfDay = HostingPoolFacts & { readonly day: bigint; readonly head: bigint }

/**
 * Calculates who earned which part of the hosting programmes on a day: from the programmes, bonds and settlements on the chain, and from the signed reports of
 * checks, which the API stores. Reports count of members of the validator set at the end of the day, so that every caller gets the same result. Returns null if
 * no programme has this day, or while the day is not over. Throws if that set cannot be read, the errors of the API, and viem's errors.
 */
export async function workOutHosting(
  { client, transport, contracts }: Pick<EpochAccess, 'client' | 'transport' | 'contracts'>,
  { pool, daySeconds, day, head }: OfDay,
): Promise<HostingDocument | null> {
  const until = (day + 1n) * daySeconds
  const to = await lastBlockBefore(client, { time: until, last: head })
  const ledger = await readServiceLedger(client, contracts.addresses.directory)
  if (to === null || ledger === null) return null
  const first = await marketStart(client, contracts.addresses, head)
  const events = await readHostingEvents(client, { pool, fromBlock: first, toBlock: to })
  const budgets = events.flatMap((event): DayBudget[] => {
    const hasDay = event.name === 'sponsored' && event.firstDay <= day && day < event.firstDay + BigInt(hostingDays)
    return hasDay ? [{ programme: event.programme, model: event.model, perDay: event.perDay }] : []
  })
  if (budgets.length === 0) return null
  const settledFrom = ((await lastBlockBefore(client, { time: until - secondsOfUse, last: head })) ?? -1n) + 1n
  const chainId = await getChainId(client)
  const services = (await readBondedServices(client, { ledger, first, settledFrom, to })).flatMap(offeredOf)
  const found = await readSetAt({ client, addresses: contracts.addresses }, { block: to, at: until })
  if (found === null) throw new Error(`the validator set at the end of day ${day} cannot be read`)
  const asked = { client, transport, directory: contracts.addresses.directory, chainId, set: found.set }
  const models = new Set(budgets.map(({ model }) => model))
  const ofModels = services.filter(({ model }) => models.has(model))
  const right = await rightOf(asked, { from: day * daySeconds, until, services: ofModels })
  const hosted = ofModels.map((one): HostedService => ({ ...one, right: right.get(one.service) ?? 0 }))
  const tree = hostingTree({ day, programmes: budgets.map(({ programme }) => programme), shares: hostingShares(hosted, budgets) })
  if (tree === null) return null
  const [root, shares] = [hex32(toHex(tree.root)), toHex(tree.packed)]
  return { pool, day, root, shares, statement: hostingStatement({ chainId, pool, day, root, shares }) }
}

type OfferedService = Omit<BondedService, 'terms'> & Offered

function offeredOf({ terms, ...service }: BondedService): OfferedService[] {
  const read = readTerms(hexToBytes(terms))
  const site = siteOf(read?.url ?? '')
  return read === null || site === null ? [] : [{ ...service, model: read.model, site }]
}

type Asking = {
  readonly client: Client
  readonly transport: Transport
  readonly directory: Address
  readonly chainId: number
  readonly set: ReadValidatorSet
}

/**
 * Returns what the checks on this day measured of each service. Counts only checks that are completely within the day, and only the reports of validators that
 * were selected at random for the service's model.
 */
async function rightOf(
  { client, transport, directory, chainId, set }: Asking,
  { from, until, services }: { readonly from: bigint; readonly until: bigint; readonly services: readonly OfferedService[] },
): Promise<ReadonlyMap<string, number>> {
  const seconds = BigInt(checkSecondsOf(chainId))
  const [first, end] = [(from + seconds - 1n) / seconds, until / seconds]
  const reports: SignedCheck[] = []
  for (let slot = Number(first); slot < Number(end); slot += 1)
    reports.push(...(await signedReports(await getCheckSlot(transport, slot), { chainId, directory })))
  const outcomes: CheckedOutcome[] = []
  for (const [model, ofModel] of Map.groupBy(services, (one) => one.model)) {
    const checkers = await readCheckersOfDay(client, { directory, chainId, set, slot: Number(end) - 1, model })
    const drawn = new Set(checkers.map(({ account }) => account))
    const counted = reports.filter((report) => report.model === model && drawn.has(address(report.validator)))
    for (const [service, results] of resultsOf(counted, ofModel))
      for (const { validator, outcome } of results) outcomes.push({ service, validator, outcome })
  }
  return rightAnswers(outcomes)
}
