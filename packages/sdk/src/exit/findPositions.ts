import {
  directoryAbi,
  feeSplitterAbi,
  hostingPoolAbi,
  hostingPoolEntry,
  marketAbi,
  nameKey,
  serviceLedgerAbi,
  serviceLedgerEntry,
  stakeVaultAbi,
  taskNames,
  taskPoolAbi,
} from '@infinitio/chain'
import { type Address, address, type Hex32, zeroAddress } from '@infinitio/domain'
import { getBlockNumber, readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess, ExitTarget } from '../chain/exitAccess.ts'
import { exitTopics } from './exitEvents.ts'
import { CaseHistory, caseTopics, type LoggedCase } from './dues/caseHistory.ts'
import { caseContracts, type DueContract } from './dues/exitDue.ts'
import { ExitHistory, type LoggedLease } from './exitHistory.ts'
import { HostingHistory, hostingTopics, type LoggedDay, type LoggedProgramme } from './hosting/hostingHistory.ts'
import { type LoggedAllowance, type LoggedChannel, type LoggedService, LedgerHistory, ledgerTopics } from './ledger/ledgerHistory.ts'
import { type LoggedBatch, type LoggedSubmitKey, PoolHistory, poolTopics } from './pool/poolHistory.ts'
import { mapAtMost } from '../transport/mapAtMost.ts'
import { type ScannedLog, scanLogs } from '../chain/scanLogs.ts'

/**
 * The contracts and leases of an account that leaves the market. They are searched once in the logs of the chain; their present state is read again before each
 * step. `missing` counts open leases for which this RPC node has no logs.
 */
export type ExitPositions = {
  readonly account: Address
  readonly markets: readonly Address[]
  readonly vaults: readonly Address[]
  readonly splitters: readonly Address[]
  /** The contracts that hold money for AI services, and what the account opened there. */
  readonly ledgers: readonly Address[]
  readonly channels: readonly LoggedChannel[]
  readonly services: readonly LoggedService[]
  readonly allowances: readonly LoggedAllowance[]
  /** The contracts that hold money for tasks, and what the account ordered there. */
  readonly pools: readonly Address[]
  readonly batches: readonly LoggedBatch[]
  readonly submitKeys: readonly LoggedSubmitKey[]
  /** The contracts that hold money of sponsors for the hosting of models, with all programmes and published days. */
  readonly hosting: readonly Address[]
  readonly programmes: readonly LoggedProgramme[]
  readonly hostingDays: readonly LoggedDay[]
  /** The contracts that may owe money to the account. */
  readonly dues: readonly { readonly name: DueContract; readonly contract: Address }[]
  /** The findings, disputes, carbon proofs and projects in which the account is or was a party. */
  readonly cases: readonly LoggedCase[]
  readonly purposes: readonly Hex32[]
  /** For each Market, all session keys that the account authorised there at any time. */
  readonly keys: ReadonlyMap<Address, ReadonlySet<Address>>
  readonly leases: readonly LoggedLease[]
  readonly missing: number
  /** Addresses in the Directory at which no contract of the listed type answers. Nothing can be read there. */
  readonly ignored: readonly Address[]
}

/** The progress of the search for an account's leases in the logs. It reads backwards: it began at block `head` and has reached block `reached`. */
export type ExitProgress = { readonly head: bigint; readonly reached: bigint; readonly leases: number }

/** The account to search for, the oldest block to read (`downTo`), and the callback for progress. */
export type PositionSearch = ExitTarget & { readonly downTo: bigint; readonly onProgress: (progress: ExitProgress) => void }

/**
 * The names in the Directory of the contracts that an exit (leaving the market without its servers) searches, in all their versions. PToken is not among them,
 * because each of these contracts stores its address.
 */
export const exitContracts = ['Market', 'StakeVault', 'FeeSplitter', serviceLedgerEntry, taskNames.taskPool, hostingPoolEntry] as const

/**
 * Maximum number of leases without a found log that are read one by one. If more leases have none, none of them is read, and the reported number is above this
 * limit.
 */
const unseenLookedUp = 200

/**
 * Finds an account's leases, bonds, channels to AI services and ordered tasks from logs only, in every contract that the Directory has ever listed. Reads from
 * the newest block back to the Directory's first listed Market, or to `downTo`. Throws `chain.directory_unknown` and `chain.rpc_silent`.
 */
export async function findPositions(access: ExitAccess, search: PositionSearch): Promise<ExitPositions> {
  const directory = await findDirectory(access, search.directory)
  const head = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
  const { account } = search
  const history = new ExitHistory(account)
  const [ledger, pool, programmes, cases] = [new LedgerHistory(account), new PoolHistory(account), new HostingHistory(), new CaseHistory(account)]
  await addPresent(access, history, directory)
  await scanHistory(access, { history, parts: [history, ledger, pool, programmes, cases], directory, head, search })
  const of = { account, key: nameKey('Provider') }
  const markets = await sortOut(history.markets, (at) => countLeases(access, at))
  const vaults = await sortOut(history.vaults, (at) => askRpc(access, () => readContract(access.client, bondCall(at, of))))
  const splitters = await sortOut(history.splitters, (at) => askRpc(access, () => readContract(access.client, owedCall(at, account))))
  const ledgers = await sortOut(history.ledgers, (at) => askRpc(access, () => readContract(access.client, potCall(at, account))))
  const pools = await sortOut(history.pools, (at) => askRpc(access, () => readContract(access.client, poolBalanceCall(at, account))))
  const hosting = await sortOut(history.hosting, (at) => askRpc(access, () => readContract(access.client, programmesCall(at))))
  const missing = await Promise.all(markets.known.map((at) => countMissing(access, history, at)))
  return {
    account,
    markets: markets.known,
    vaults: vaults.known,
    splitters: splitters.known,
    ledgers: ledgers.known,
    ...ledger.found,
    pools: pools.known,
    ...pool.found,
    hosting: hosting.known,
    ...programmes.found,
    dues: [...history.dues].flatMap(([name, contracts]) => [...contracts].map((contract) => ({ name, contract }))),
    ...cases.found,
    purposes: [...history.purposes],
    keys: history.keys,
    leases: history.leases.toSorted((one, other) => Number(one.leaseId - other.leaseId)),
    missing: missing.reduce((total, part) => total + part, 0),
    ignored: [...new Set([markets, vaults, splitters, ledgers, pools, hosting].flatMap(({ ignored }) => ignored))],
  }
}

/** Adds the contracts that the Directory lists now. */
async function addPresent(access: ExitAccess, history: ExitHistory, directory: Address): Promise<void> {
  const [market, vault, splitter, ledger, pool, hosting] = await Promise.all(exitContracts.map((name) => directoryEntry(access, directory, name)))
  const count = market == null ? 'unknown' : await countLeases(access, market).catch(unknownContract)
  if (market != null && count !== 'unknown') history.expect(market, count)
  if (vault != null) history.vaults.add(vault)
  if (splitter != null) history.splitters.add(splitter)
  if (ledger != null) history.ledgers.add(ledger)
  if (pool != null) history.pools.add(pool)
  if (hosting != null) history.hosting.add(hosting)
  for (const [name, contracts] of history.dues) {
    const contract = await directoryEntry(access, directory, name)
    if (contract !== null) contracts.add(contract)
  }
}

/**
 * Separates contracts that answer from others. The Directory's owner can list any address, and an address without a working contract must not stop the rest.
 */
async function sortOut(named: ReadonlySet<Address>, ask: (at: Address) => Promise<unknown>): Promise<{ known: Address[]; ignored: Address[] }> {
  const all = [...named]
  const answers = await mapAtMost(all, { atOnce: 8, work: (at) => ask(at).catch(unknownContract) })
  return { known: all.filter((_, at) => answers[at] !== 'unknown'), ignored: all.filter((_, at) => answers[at] === 'unknown') }
}

const bondCall = (address: Address, { account, key }: { account: Address; key: Hex32 }) =>
  ({ address, abi: stakeVaultAbi, functionName: 'bondOf', args: [account, key] }) as const

const owedCall = (address: Address, account: Address) => ({ address, abi: feeSplitterAbi, functionName: 'owedTo', args: [account] }) as const

const potCall = (address: Address, account: Address) => ({ address, abi: serviceLedgerAbi, functionName: 'potOf', args: [account, 0] }) as const

const poolBalanceCall = (address: Address, account: Address) => ({ address, abi: taskPoolAbi, functionName: 'balanceOf', args: [account] }) as const

const programmesCall = (address: Address) => ({ address, abi: hostingPoolAbi, functionName: 'programmeCount' }) as const

/** `parts` take the logs of every range. */
type HistoryScan = {
  readonly history: ExitHistory
  readonly parts: readonly { add: (logs: readonly ScannedLog[]) => void }[]
  readonly directory: Address
  readonly head: bigint
  readonly search: PositionSearch
}

const topics = [...exitTopics, ...ledgerTopics, ...poolTopics, ...hostingTopics, ...caseTopics]

/**
 * Reads the Directory's logs in a first search, which also finds the older contracts of the market. Then reads the logs of the contracts that were found, down
 * to the same block.
 */
async function scanHistory(access: ExitAccess, { history, parts, directory, head, search }: HistoryScan): Promise<void> {
  const atCases = () => caseContracts.flatMap((name) => [...(history.dues.get(name) ?? [])])
  const heard = () => [directory, ...history.markets, ...history.vaults, ...history.ledgers, ...history.pools, ...history.hosting, ...atCases()]
  let downTo = search.downTo
  for (let asked: Address[] = []; asked.length < heard().length; ) {
    const known = new Set(asked)
    asked = heard()
    const contracts = asked.filter((contract) => !known.has(contract))
    const isFirstPass = contracts.includes(directory)
    downTo = await scanLogs(access, { contracts, topics, from: head, downTo }, (logs: readonly ScannedLog[], reached) => {
      for (const part of parts) part.add(logs)
      search.onProgress({ head, reached, leases: history.leases.length })
      return !isFirstPass || !history.isWhole
    })
  }
}

/**
 * Returns the Directory's address: `given` itself if it is a Directory, otherwise the Directory of the contract at `given`. Market, PToken and StakeVault
 * store it.
 */
async function findDirectory(access: ExitAccess, given: Address): Promise<Address> {
  const current = await directoryEntry(access, given, 'Market').catch(unknownContract)
  if (current !== 'unknown') return given
  const named = await askRpc(access, () => readContract(access.client, { address: given, abi: marketAbi, functionName: 'DIRECTORY' })).catch(
    unknownContract,
  )
  if (named === 'unknown') throw refusal('chain.directory_unknown', { detail: given })
  return address(named.toLowerCase())
}

function unknownContract(error: unknown): 'unknown' {
  if (error instanceof Error && error.name === 'InfinitioError') throw error
  return 'unknown'
}

async function directoryEntry(access: ExitAccess, directory: Address, name: string): Promise<Address | null> {
  const call = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] } as const
  const entry = address((await askRpc(access, () => readContract(access.client, call))).toLowerCase())
  return entry === zeroAddress ? null : entry
}

/**
 * Returns the number of open leases without a log: leases for which the RPC node left out the logs. If more than `unseenLookedUp` leases have no log, does not
 * look at each of them, and returns a number above that limit.
 */
async function countMissing(access: ExitAccess, history: ExitHistory, market: Address): Promise<number> {
  const count = await countLeases(access, market)
  const unseen = history.unseen(market, { count, limit: unseenLookedUp + 1 })
  if (unseen.length > unseenLookedUp) return unseen.length
  const slotOf = (id: bigint) => readContract(access.client, { address: market, abi: marketAbi, functionName: 'leaseSlot', args: [id] })
  const slots = await mapAtMost(unseen, { atOnce: 8, work: (id) => askRpc(access, () => slotOf(id)) })
  return slots.filter(({ status }) => status !== 0).length
}

async function countLeases(access: ExitAccess, market: Address): Promise<bigint> {
  return await askRpc(access, () => readContract(access.client, { address: market, abi: marketAbi, functionName: 'leaseCount' }))
}
