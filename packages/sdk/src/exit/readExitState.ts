import { feeSplitterAbi, marketAbi, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { type Address, address, durationSeconds, hex32, type LeaseState, leaseTermsHash, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { BaseError, hexToString, parseAbi } from 'viem'
import { getBlock, getChainId, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { mapAtMost } from '../transport/mapAtMost.ts'
import { laterMarketAbi } from './exitEvents.ts'
import type { LoggedLease } from './exitHistory.ts'
import type { ExitBond, ExitLease, ExitMarket, ExitReward, ExitState, ExitWallet } from './exitState.ts'
import type { ExitStep } from './exitStep.ts'
import type { FoundDues } from './dues/exitDue.ts'
import { readDues } from './dues/readDues.ts'
import type { ExitHosting } from './hosting/exitHosting.ts'
import { readHosting } from './hosting/readHosting.ts'
import type { ExitLedger, LedgerStep } from './ledger/exitLedger.ts'
import { readLedger, readLedgerAfter } from './ledger/readLedger.ts'
import type { ExitPool } from './pool/exitPool.ts'
import { readPool } from './pool/readPool.ts'
import type { ExitPositions } from './findPositions.ts'
import { developmentChainId } from '../chain/developmentChainId.ts'

const ownerAbi = parseAbi(['function ownerOf(uint256 tokenId) view returns (address)'])
const coinAbi = parseAbi([
  'function balanceOf(address account) view returns (uint256)',
  'function decimals() view returns (uint8)',
  'function symbol() view returns (string)',
])
const states: readonly LeaseState[] = ['closed', 'booked', 'active', 'ended']
const stateBits = 0x0f
/** Largest number of requests at the same time, because a public RPC node limits them. */
const atOnce = 8
const tokenisedBit = 0x80

/**
 * Reads the money, orders and leases that an account still has in the contracts and leases of `positions`. A lease's state comes from the contract's record of
 * the lease, and the hash in the record proves the terms that were found in the logs. The time is the time of the newest block, or the wall clock if that is
 * later, because an idle chain makes no blocks. Throws `chain.rpc_silent`.
 */
export async function readExitState(access: ExitAccess, positions: ExitPositions): Promise<ExitState> {
  return await readState(access, positions, { leases: [], unreadable: [], ledgers: [], pools: [], hosting: [], found: null, changed: null })
}

/**
 * Updates the state after one step of this account. Does not read again the other leases, service ledgers, task pools and hosting pools that the step does not
 * touch, because only other accounts can have changed them since. If another account did, the contract rejects a later step that no longer applies.
 */
export async function readExitStateAfter(
  access: ExitAccess,
  positions: ExitPositions,
  { before, step }: { before: ExitState; step: ExitStep },
): Promise<ExitState> {
  const isTouched = ({ market, leaseId }: LoggedLease) => 'leaseId' in step && step.market === market && step.leaseId === leaseId
  const kept = {
    leases: before.leases.filter((lease) => !isTouched(lease)),
    unreadable: before.unreadable,
    ledgers: before.ledgers.filter(({ ledger }) => !('ledger' in step && step.ledger === ledger)),
    pools: before.pools.filter(({ pool }) => !('pool' in step && step.pool === pool)),
    hosting: before.hosting.filter(({ hosting }) => !('hosting' in step && step.hosting === hosting)),
    found: step.kind === 'takeDue' ? null : { dues: before.dues, unread: before.unread },
    changed: 'ledger' in step ? { step, before: before.ledgers.find(({ ledger }) => ledger === step.ledger) ?? null } : null,
  }
  return await readState(access, { ...positions, leases: positions.leases.filter(isTouched) }, kept)
}

/**
 * The parts of the previous state that the step did not change, and so need not be read again. `changed` has the step and the previous state of its service
 * ledger, if the step was at a service ledger.
 */
type Kept = Pick<ExitState, 'leases' | 'unreadable' | 'ledgers' | 'pools' | 'hosting'> & {
  readonly found: FoundDues | null
  readonly changed: { readonly step: LedgerStep; readonly before: ExitLedger | null } | null
}

async function readState(access: ExitAccess, positions: ExitPositions, kept: Kept): Promise<ExitState> {
  const { account, markets, vaults, splitters, purposes, leases } = positions
  const head = await askRpc(access, () => getBlock(access.client, { blockTag: 'latest' }))
  const wallNow = access.nowSeconds()
  const bonds = vaults.flatMap((vault) => purposes.map((key) => ({ vault, key: hex32(key), account })))
  const read = await mapAtMost(leases, { atOnce, work: (lease) => readLease(access, lease, positions) })
  const live = [...kept.leases, ...read.filter((lease) => lease !== null && lease !== 'unreadable')]
  const now = unixSeconds(head.timestamp > wallNow ? head.timestamp : wallNow)
  const state = {
    account,
    block: head.number,
    now,
    markets: await mapAtMost(markets, { atOnce, work: (market) => readMarket(access, { market, positions }) }),
    leases: live.toSorted((one, other) => Number(one.leaseId - other.leaseId)),
    unreadable: [...kept.unreadable, ...leases.filter((_, at) => read[at] === 'unreadable').map(({ leaseId }) => leaseId)],
    bonds: await mapAtMost(bonds, { atOnce, work: (bond) => readBond(access, bond) }),
    rewards: await mapAtMost(splitters, { atOnce, work: (splitter) => readReward(access, { splitter, account }) }),
    ledgers: await readLedgers(access, positions, { kept, now }),
    pools: await readPools(access, positions, { kept, now }),
    hosting: await readHostings(access, positions, kept),
    ...(kept.found ?? (await readAllDues(access, positions, now))),
  }
  const holders = [...state.markets, ...state.bonds, ...state.rewards, ...state.ledgers, ...state.pools, ...state.hosting]
  const tokens = new Set(holders.map(({ pToken }) => pToken))
  return { ...state, wallets: await mapAtMost([...tokens], { atOnce, work: (pToken) => readWallet(access, { pToken, account }) }) }
}

type Since = { readonly kept: Kept; readonly now: bigint }

/** Reads every service ledger that is not in `kept`. If one step changed a ledger, reads only the values of this ledger that the step can have changed. */
async function readLedgers(access: ExitAccess, positions: ExitPositions, { kept, now }: Since): Promise<ExitLedger[]> {
  const { account, ledgers, channels, services, allowances } = positions
  const read: ExitLedger[] = []
  for (const ledger of ledgers) {
    const isThere = (one: { readonly ledger: Address }) => one.ledger === ledger
    const own = { channels: channels.filter(isThere), services: services.filter(isThere), allowances: allowances.filter(isThere) }
    const { changed } = kept
    if (changed?.before?.ledger === ledger) {
      read.push(await readLedgerAfter(access, { account, ledger, now, ...own }, { step: changed.step, before: changed.before }))
    } else read.push(kept.ledgers.find(isThere) ?? (await readLedger(access, { account, ledger, now, ...own })))
  }
  return read
}

/** Reads every task pool except those in `kept`, which did not change. */
async function readPools(access: ExitAccess, positions: ExitPositions, { kept, now }: Since): Promise<ExitPool[]> {
  const { account, pools, batches, submitKeys } = positions
  const read: ExitPool[] = []
  for (const pool of pools) {
    const isThere = (one: { readonly pool: Address }) => one.pool === pool
    const own = { batches: batches.filter(isThere), submitKeys: submitKeys.filter(isThere) }
    read.push(kept.pools.find(isThere) ?? (await readPool(access, { account, pool, now, ...own })))
  }
  return read
}

/** Reads every hosting pool except those in `kept`, which did not change. */
async function readHostings(access: ExitAccess, positions: ExitPositions, kept: Kept): Promise<ExitHosting[]> {
  const { account, programmes, hostingDays } = positions
  const read: ExitHosting[] = []
  for (const hosting of positions.hosting) {
    const isThere = (one: { readonly hosting: Address }) => one.hosting === hosting
    const own = { programmes: programmes.filter(isThere), days: hostingDays.filter(isThere) }
    read.push(kept.hosting.find(isThere) ?? (await readHosting(access, { account, hosting, ...own })))
  }
  return read
}

/** Reads what each contract owes to the account. */
async function readAllDues(access: ExitAccess, { account, dues, cases }: ExitPositions, now: bigint): Promise<FoundDues> {
  const read = await mapAtMost(dues, {
    atOnce,
    work: (due) => readDues(access, { ...due, account, now, cases: cases.filter(({ contract }) => contract === due.contract).map(({ id }) => id) }),
  })
  return { dues: read.flatMap((one) => one.dues), unread: read.flatMap(({ unread }) => unread) }
}

/** Returns the PToken of a Market, vault or splitter. All three have the same getter, and the PToken of a contract never changes. */
async function readPToken({ client, sleep }: ExitAccess, holder: Address): Promise<Address> {
  const token = await askRpc({ sleep }, () => readContract(client, { address: holder, abi: marketAbi, functionName: 'PTOKEN' }))
  return address(token.toLowerCase())
}

async function readMarket(access: ExitAccess, { market, positions }: { market: Address; positions: ExitPositions }): Promise<ExitMarket> {
  const { client, sleep } = access
  const of = { address: market, abi: marketAbi, args: [positions.account] } as const
  const record = await askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'account' }))
  const floor = await askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'floorOf' }))
  const keys = [...(positions.keys.get(market) ?? [])]
  const sessions = await Promise.all(
    keys.map((key) => {
      const call = { address: market, abi: laterMarketAbi, functionName: 'sessionOf', args: [positions.account, key] } as const
      return askRpc({ sleep }, () => readContract(client, call))
    }),
  )
  const live = keys.filter((_, at) => (sessions[at]?.totalLeft ?? 0n) > 0n && (sessions[at]?.expiry ?? 0) > 0)
  return { market, pToken: await readPToken(access, market), balance: pTokenUnits(record.balance), floor, keys: live }
}

async function readLease({ client, sleep }: ExitAccess, lease: LoggedLease, positions: ExitPositions): Promise<ExitLease | 'unreadable' | null> {
  const { market, leaseId, terms } = lease
  const slot = await askRpc({ sleep }, () => readContract(client, { address: market, abi: marketAbi, functionName: 'leaseSlot', args: [leaseId] }))
  const state = states[slot.status & stateBits] ?? 'closed'
  if (state === 'closed') return null
  if (slot.termsHash !== leaseTermsHash(leaseId, terms)) return 'unreadable'
  const isTokenised = (slot.status & tokenisedBit) !== 0
  const holder = isTokenised ? await ownerOf({ client, sleep }, market, leaseId) : terms.renter
  if (holder !== positions.account && terms.provider !== positions.account) return null
  const progress = {
    state,
    readyDelaySeconds: durationSeconds(slot.readyDelay),
    endOffsetSeconds: durationSeconds(slot.endOffset),
    paidSeconds: durationSeconds(slot.paidSeconds),
    creditSeconds: durationSeconds(slot.credit),
  }
  return { market, leaseId, terms, progress, holder }
}

async function ownerOf({ client, sleep }: Pick<ExitAccess, 'client' | 'sleep'>, market: Address, leaseId: bigint): Promise<Address> {
  const token = await askRpc({ sleep }, () => readContract(client, { address: market, abi: laterMarketAbi, functionName: 'leaseToken' }))
  const owner = await askRpc({ sleep }, () => readContract(client, { address: token, abi: ownerAbi, functionName: 'ownerOf', args: [leaseId] }))
  return address(owner.toLowerCase())
}

type BondKey = { vault: Address; key: `0x${string}`; account: Address }

async function readBond(access: ExitAccess, { vault, key, account }: BondKey): Promise<ExitBond> {
  const { client, sleep } = access
  const of = { address: vault, abi: stakeVaultAbi, args: [account, key] } as const
  const bond = await askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'bondOf' }))
  const pending = await askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'pendingSlashOf' }))
  return {
    vault,
    pToken: await readPToken(access, vault),
    purpose: hexToString(key, { size: 32 }).replace(/\0+$/, ''),
    purposeKey: hex32(key),
    bonded: pTokenUnits(bond.bonded),
    unbonding: pTokenUnits(bond.unbonding),
    releaseAt: unixSeconds(bond.releaseAt),
    frozenUntil: unixSeconds(bond.frozenUntil),
    slashAt: unixSeconds(pending.executeAt),
  }
}

async function readReward(access: ExitAccess, { splitter, account }: { splitter: Address; account: Address }): Promise<ExitReward> {
  const call = { address: splitter, abi: feeSplitterAbi, functionName: 'owedTo', args: [account] } as const
  const owed = await askRpc(access, () => readContract(access.client, call))
  return { splitter, pToken: await readPToken(access, splitter), owed: pTokenUnits(owed) }
}

async function readWallet({ client, sleep }: ExitAccess, { pToken, account }: { pToken: Address; account: Address }): Promise<ExitWallet> {
  const of = { address: pToken, abi: pTokenAbi } as const
  const [units, scale, stable] = await Promise.all([
    askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'balanceOf', args: [account] })),
    askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'SCALE' })),
    askRpc({ sleep }, () => readContract(client, { ...of, functionName: 'STABLE' })),
  ])
  const coin = address(stable.toLowerCase())
  const at = { address: coin, abi: coinAbi } as const
  const [coinUnits, coinDecimals, coinSymbol] = await Promise.all([
    askRpc({ sleep }, () => readContract(client, { ...at, functionName: 'balanceOf', args: [account] })),
    askRpc({ sleep }, () => readContract(client, { ...at, functionName: 'decimals' })),
    askRpc({ sleep }, () => readContract(client, { ...at, functionName: 'symbol' })),
  ])
  return { pToken, units: pTokenUnits(units), scale, coin, coinUnits, coinDecimals, coinSymbol }
}

/** Returns the newest permanent block: the latest of a development chain, otherwise the finalized one. Returns null if the RPC node does not report it. */
export async function readFinality(access: ExitAccess): Promise<bigint | null> {
  const chainId = await askRpc(access, () => getChainId(access.client))
  const blockTag = chainId === developmentChainId ? 'latest' : 'finalized'
  try {
    return (await askRpc(access, () => getBlock(access.client, { blockTag }))).number
  } catch (error) {
    if (error instanceof BaseError) return null
    throw error
  }
}
