import { type Address, assert, type ChainParameters, type EndReason, type Hex32, type RecordedEvent } from '@infinitio/domain'

/** A class of GPUs with its latest data in the on-chain catalogue. */
export type LedgerClass = { classId: number; className: string; referencePricePerGpuSecond: bigint }
/** A node with its latest registry data. `registeredAt` is in Unix seconds. */
export type LedgerNode = {
  node: Hex32
  provider: Address
  classId: number
  regionId: number
  gpus: number
  tier: number
  reliabilityBps: bigint
  registeredAt: bigint
  /** The bond that the provider needs for this node, in PToken base units: 24 h of the reference price of its GPUs, as it was when the node registered. */
  requiredBond: bigint
  isRetired: boolean
}
/**
 * The state of a lease at a time. Amounts are PToken base units, times Unix seconds. `readyAt` is null until the machine is ready. `closed` is null while the
 * lease is open. `isSpot` is true for a lease that started at once.
 */
export type LedgerLease = {
  node: LedgerNode
  renter: Address
  gpus: number
  start: bigint
  durationSeconds: bigint
  pricePerGpuSecond: bigint
  escrow: bigint
  isSpot: boolean
  settledAt: bigint
  readyAt: bigint | null
  payments: { at: bigint; pay: bigint; fees: bigint }[]
  closed: { at: bigint; reason: EndReason } | null
}
/** An incentive programme with its latest state in `Emission`. */
export type LedgerProgramme = { programme: number; classId: number | null; region: number | null; perEpoch: bigint; remaining: bigint }

/** A filed carbon proof; `accepted` is null until auditors accept it. */
export type LedgerProof = {
  nodes: readonly Hex32[]
  from: bigint
  accepted: { at: bigint; until: bigint; coverage: bigint } | null
  revokedAt: bigint | null
}

/** The state of the chain at one time, as far as an epoch's payments depend on it. */
export type EpochLedger = {
  classes: Map<number, LedgerClass>
  nodes: Map<Hex32, LedgerNode>
  /** Names of regions by their ids. */
  regions: Map<number, string>
  /** `bonds` has the bond of each provider in PToken base units. `frauds` has the time of each provider's last proven fraud, in Unix seconds. */
  bonds: Map<Address, bigint>
  frauds: Map<Address, bigint>
  leases: Map<bigint, LedgerLease>
  staked: Map<Address, bigint>
  programmes: Map<number, LedgerProgramme>
  proofs: Map<bigint, LedgerProof>
  work: { at: bigint; account: Address; contribution: bigint }[]
  promised: { provider: Address; classId: number; from: bigint; until: bigint; gpuSeconds: bigint }[]
  promises: { provider: Address; fulfilledValue: bigint; failedValue: bigint; endedAt: bigint }[]
  parameters: { version: number; values: ChainParameters } | null
  leastG: bigint
  burnBps: bigint
  surplus: bigint
}

/** The share of fees that is burned before a vote has changed it, in basis points. */
const firstBurnBps = 5_000n

/**
 * Builds the ledger from the chain's events before `until` (Unix seconds); `events` must be in the order of the chain. Asserts that no event changes a lease,
 * an incentive programme or a proof before the event that began it.
 */
export function epochLedger(events: readonly RecordedEvent[], { until }: { until: bigint }): EpochLedger {
  const ledger: EpochLedger = {
    ...{
      classes: new Map(),
      nodes: new Map(),
      regions: new Map(),
      bonds: new Map(),
      frauds: new Map(),
      leases: new Map(),
      staked: new Map(),
      programmes: new Map(),
    },
    ...{ proofs: new Map(), work: [], promised: [], promises: [] },
    ...{ parameters: null, leastG: 0n, burnBps: firstBurnBps, surplus: 0n },
  }
  for (const event of events) if (event.at < until) fold(ledger, event)
  return ledger
}

function fold(ledger: EpochLedger, event: RecordedEvent): void {
  switch (event.name) {
    case 'ClassAdded':
      ledger.classes.set(event.classId, { ...event })
      return
    case 'ReferencePriceChanged':
      known(ledger.classes, event.classId).referencePricePerGpuSecond = event.current
      return
    case 'NodeRegistered':
      ledger.nodes.set(event.node, registered(ledger, event))
      return
    case 'RegionAdded':
      ledger.regions.set(event.regionId, event.regionName)
      return
    case 'BondChanged':
    case 'FraudRecorded':
      foldProvider(ledger, event)
      return
    case 'NodeAttested':
      Object.assign(known(ledger.nodes, event.node), { tier: event.tier, reliabilityBps: event.reliabilityBps })
      return
    case 'ProofsAttested':
    case 'SetFormed':
      // These events change nothing in the ledger. Other functions read them from the list of events.
      return
    case 'NodeRetired':
      known(ledger.nodes, event.node).isRetired = true
      return
    case 'SharesSet':
      ledger.burnBps = event.burnBps
      return
    case 'StakeChanged':
      ledger.staked.set(event.account, event.staked)
      return
    case 'SurplusMoved':
      ledger.surplus += event.change
      return
    case 'ParametersSet':
      ledger.parameters = { version: event.version, values: event.parameters }
      return
    case 'LimitsSet':
      ledger.leastG = event.leastG
      return
    case 'ProgrammeCreated':
      ledger.programmes.set(event.programme, { ...event, remaining: 0n })
      return
    case 'ProgrammeRateSet':
      known(ledger.programmes, event.programme).perEpoch = event.perEpoch
      return
    case 'ProgrammeRemains':
      known(ledger.programmes, event.programme).remaining = event.remaining
      return
    case 'CarbonFiled':
    case 'CarbonAccepted':
    case 'CarbonRevoked':
      foldProof(ledger, event)
      return
    case 'WorkAccepted':
      ledger.work.push(event)
      return
    case 'PromiseMade':
      ledger.promised.push(event)
      return
    case 'PromiseMeasured':
      ledger.promises.push(event)
      return
    default:
      foldLease(ledger, event)
  }
}

const bondSeconds = 86_400n

/**
 * Returns a registered node with the bond that it needs. The contract calculates the same bond from the catalogue, and registers only nodes of a class in that
 * catalogue.
 */
function registered({ classes }: EpochLedger, event: Extract<RecordedEvent, { name: 'NodeRegistered' }>): LedgerNode {
  const price = classes.get(event.classId)?.referencePricePerGpuSecond ?? 0n
  return { ...event, tier: 0, reliabilityBps: 0n, registeredAt: event.at, requiredBond: BigInt(event.gpus) * bondSeconds * price, isRetired: false }
}

function foldProvider({ bonds, frauds }: EpochLedger, event: Extract<RecordedEvent, { name: 'BondChanged' | 'FraudRecorded' }>): void {
  if (event.name === 'BondChanged') bonds.set(event.account, event.bonded)
  else frauds.set(event.account, event.at)
}

function foldProof({ proofs }: EpochLedger, event: Extract<RecordedEvent, { id: bigint }>): void {
  const { at, id } = event
  if (event.name === 'CarbonFiled') proofs.set(id, { nodes: event.nodes, from: event.from, accepted: null, revokedAt: null })
  else if (event.name === 'CarbonAccepted') known(proofs, id).accepted = { at, until: event.until, coverage: event.coverage }
  else known(proofs, id).revokedAt = at
}

function foldLease({ leases, nodes }: EpochLedger, event: Extract<RecordedEvent, { leaseId: bigint }>): void {
  const { at } = event
  if (event.name === 'Settled') {
    leases.set(event.leaseId, { ...event, node: known(nodes, event.node), settledAt: at, readyAt: null, payments: [], closed: null })
    return
  }
  const lease = known(leases, event.leaseId)
  if (event.name === 'LeaseReady') {
    lease.readyAt = event.readyAt
    return
  }
  if (event.name === 'LeasePaid') {
    lease.payments.push({ at, pay: event.pay, fees: event.fees })
    return
  }
  const sumOf = (kind: 'pay' | 'fees') => lease.payments.reduce((sum, payment) => sum + payment[kind], 0n)
  lease.payments.push({ at, pay: event.pay - sumOf('pay'), fees: event.fees - sumOf('fees') })
  lease.closed = { at, reason: event.reason }
}

function known<Key, Item>(items: ReadonlyMap<Key, Item>, key: Key): Item {
  const item = items.get(key)
  assert(item !== undefined, 'what changes was there before')
  return item
}
