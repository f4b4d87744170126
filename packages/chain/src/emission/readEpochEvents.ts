import { type Address, address, endReasonFromCode, feesIn, hex32, type RecordedEvent } from '@infinitio/domain'
import type { Client, GetLogsReturnType } from 'viem'
import { getBlock, getLogs, readContract } from 'viem/actions'
import { bountiesAbi } from '../generated/bountiesAbi.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { feeSplitterAbi } from '../generated/feeSplitterAbi.ts'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import type { EmissionAddresses } from './readEmission.ts'
import { memberOf } from './readValidatorSet.ts'
import { blockRanges } from './blocks.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { proofsEntry } from '../addresses/contractEntries.ts'

/** The contracts with the events that decide emission, and the range of blocks to read, both ends included. */
export type EpochRange = EmissionAddresses & {
  readonly addresses: ChainAddresses
  readonly from: bigint
  readonly to: bigint
}

const ofMarket = ['Settled', 'LeaseReady', 'LeasePaid', 'LeaseClosed']
const ofRegistry = ['NodeRegistered', 'NodeAttested', 'NodeRetired']
const ofCatalogue = ['ClassAdded', 'ReferencePriceChanged', 'RegionAdded']
const ofBonds = ['Bonded', 'Unbonding', 'BondSlashed']
const ofPToken = ['Minted', 'Redeemed', 'Burned', 'SurplusMinted']
const ofStake = ['Staked', 'Unstaking', 'Slashed']
const ofProgrammes = ['ProgrammeCreated', 'ProgrammeFunded', 'ProgrammeSpent', 'ProgrammeRestored', 'ProgrammeRateSet', 'ProgrammeClosed']
const ofEmission = [...ofProgrammes, 'EmissionParametersSet', 'EmissionLimitsSet']
const ofCarbon = ['CarbonFiled', 'CarbonAccepted', 'CarbonRevoked']
const named = (names: readonly string[]) => (item: { readonly type: string; readonly name?: string }) =>
  item.type === 'event' && names.includes(item.name ?? '')

const asked = [
  ...marketAbi.filter((item) => item.type === 'event').filter(named(ofMarket)),
  ...nodeRegistryAbi.filter((item) => item.type === 'event').filter(named(ofRegistry)),
  ...classCatalogAbi.filter((item) => item.type === 'event').filter(named(ofCatalogue)),
  ...pTokenAbi.filter((item) => item.type === 'event').filter(named(ofPToken)),
  ...stakedGTokenAbi.filter((item) => item.type === 'event').filter(named(ofStake)),
  ...feeSplitterAbi.filter((item) => item.type === 'event').filter(named(['SharesSet'])),
  ...emissionAbi.filter((item) => item.type === 'event').filter(named(ofEmission)),
  ...carbonRegistryAbi.filter((item) => item.type === 'event').filter(named(ofCarbon)),
  ...bountiesAbi.filter((item) => item.type === 'event').filter(named(['WorkAccepted'])),
  ...attestationsAbi.filter((item) => item.type === 'event').filter(named(['RootAttested', 'ValidatorSetFormed', 'FraudRecorded'])),
  ...stakeVaultAbi.filter((item) => item.type === 'event').filter(named(ofBonds)),
  ...futuresCommitmentAbi.filter((item) => item.type === 'event').filter(named(['Committed', 'CommitmentSettled'])),
]
type Log = GetLogsReturnType<undefined, typeof asked, true>[number]

const any = 2 ** 32 - 1
/** The subject (topic) of validators' statements about GPU proofs, as the 32 bytes that the contract uses. */
const proofsSubject = nameKey(proofsEntry)
/** The purpose under which the vault stores a provider's bond, as the 32 bytes that the contract uses. */
const providerPurpose = nameKey('Provider')
/** `LeaseLib.FLAG_SPOT`. */
const spotFlag = 1

/** Reads the events that decide the pay of epochs, in the order of the chain. Throws viem's errors. */
export async function readEpochEvents(client: Client, { addresses, from, to, ...contracts }: EpochRange): Promise<RecordedEvent[]> {
  const { emission, stakedGToken, carbonRegistry, bounties, futuresCommitment } = contracts
  const { market, nodeRegistry, classCatalog, feeSplitter, pToken, attestations, stakeVault } = addresses
  const scale = await readContract(client, { address: pToken, abi: pTokenAbi, functionName: 'SCALE' })
  const others = [carbonRegistry, bounties, futuresCommitment].filter((it) => it !== null)
  const address = [market, nodeRegistry, classCatalog, feeSplitter, pToken, attestations, stakeVault, emission, stakedGToken, ...others]
  const times = new Map<bigint, bigint>()
  const events: RecordedEvent[] = []
  for (const range of blockRanges({ from, to })) {
    const logs = await getLogs(client, { address, events: asked, ...range, strict: true })
    logs.sort((one, other) => Number(one.blockNumber - other.blockNumber) || one.logIndex - other.logIndex)
    for (const log of logs) {
      const event = eventOf(log, scale)
      if (event === null) continue
      const at = times.get(log.blockNumber) ?? (await getBlock(client, { blockNumber: log.blockNumber })).timestamp
      times.set(log.blockNumber, at)
      events.push({ at, ...event })
    }
  }
  return events
}

type Unplaced = RecordedEvent extends infer Event ? (Event extends RecordedEvent ? Omit<Event, 'at'> : never) : never

function eventOf(log: Log, scale: bigint): Unplaced | null {
  return marketEvent(log) ?? moneyEvent(log, scale) ?? emissionEvent(log) ?? judgedEvent(log)
}

function marketEvent(log: Log): Unplaced | null {
  switch (log.eventName) {
    case 'ClassAdded': {
      const { id, name, referencePricePerGpuSecond } = log.args
      return { name: 'ClassAdded', classId: id, className: name, referencePricePerGpuSecond }
    }
    case 'ReferencePriceChanged':
      return { name: 'ReferencePriceChanged', classId: log.args.id, current: log.args.current }
    case 'RegionAdded':
      return { name: 'RegionAdded', regionId: log.args.id, regionName: log.args.name }
    case 'NodeRegistered': {
      const { nodeId, provider, registration } = log.args
      const { classId, regionId, gpus } = registration
      return { name: 'NodeRegistered', node: hex32(nodeId), provider: lower(provider), classId, regionId, gpus }
    }
    case 'NodeAttested':
      return { name: 'NodeAttested', node: hex32(log.args.nodeId), tier: log.args.tier, reliabilityBps: BigInt(log.args.reliabilityBps) }
    case 'NodeRetired':
      return { name: 'NodeRetired', node: hex32(log.args.nodeId) }
    case 'LeaseReady':
      return { name: 'LeaseReady', leaseId: log.args.leaseId, readyAt: BigInt(log.args.readyAt) }
    case 'Settled': {
      const { leaseId, terms, escrow } = log.args
      const { node, renter, gpus, durationSeconds, pricePerGpuSecond } = terms
      const times = { start: BigInt(terms.start), durationSeconds: BigInt(durationSeconds) }
      const what = { node: hex32(node), renter: lower(renter), gpus, ...times, pricePerGpuSecond }
      return { name: 'Settled', leaseId, ...what, escrow, isSpot: (terms.flags & spotFlag) !== 0 }
    }
    case 'LeasePaid': {
      const { leaseId, pay } = log.args
      return { name: 'LeasePaid', leaseId, pay, fees: feesIn(log.args, { charge: 'share' }).total }
    }
    case 'LeaseClosed': {
      const { leaseId, reason, pay } = log.args
      return { name: 'LeaseClosed', leaseId, reason: endReasonFromCode(reason), pay, fees: feesIn(log.args, { charge: 'share' }).total }
    }
    default:
      return null
  }
}

function moneyEvent(log: Log, scale: bigint): Unplaced | null {
  switch (log.eventName) {
    case 'Minted':
      return { name: 'SurplusMoved', change: log.args.stableUnits * scale - log.args.amount }
    case 'Redeemed':
      return { name: 'SurplusMoved', change: log.args.amount - log.args.stableUnits * scale }
    case 'Burned':
      return { name: 'SurplusMoved', change: log.args.amount }
    case 'SurplusMinted':
      return { name: 'SurplusMoved', change: -log.args.amount }
    case 'Staked':
    case 'Unstaking':
    case 'Slashed':
      return { name: 'StakeChanged', account: lower(log.args.account), staked: log.args.staked }
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed': {
      const { account, purpose, bonded } = log.args
      return purpose === providerPurpose ? { name: 'BondChanged', account: lower(account), bonded } : null
    }
    case 'SharesSet':
      return { name: 'SharesSet', burnBps: BigInt(log.args.burnBps) }
    default:
      return null
  }
}

function emissionEvent(log: Log): Unplaced | null {
  switch (log.eventName) {
    case 'EmissionParametersSet':
      return { name: 'ParametersSet', version: log.args.version, parameters: log.args.parameters }
    case 'EmissionLimitsSet':
      return { name: 'LimitsSet', leastG: BigInt(log.args.limits.leastG) }
    case 'ProgrammeCreated': {
      const { programme, classId, regionId, perEpoch } = log.args
      return { name: 'ProgrammeCreated', programme, classId: classId === any ? null : classId, region: regionId === any ? null : regionId, perEpoch }
    }
    case 'ProgrammeRateSet':
      return { name: 'ProgrammeRateSet', programme: log.args.programme, perEpoch: log.args.perEpoch }
    case 'ProgrammeFunded':
    case 'ProgrammeSpent':
    case 'ProgrammeRestored':
      return { name: 'ProgrammeRemains', programme: log.args.programme, remaining: log.args.remaining }
    case 'ProgrammeClosed':
      return { name: 'ProgrammeRemains', programme: log.args.programme, remaining: 0n }
    default:
      return null
  }
}

/** Returns the event of a decision by auditors, reviewers or validators, such as an accepted proof of green energy. Returns null for any other log. */
function judgedEvent(log: Log): Unplaced | null {
  switch (log.eventName) {
    case 'CarbonFiled': {
      const { id, proof } = log.args
      return { name: 'CarbonFiled', id, nodes: proof.nodes.map((node) => hex32(node)), from: BigInt(proof.from) }
    }
    case 'CarbonAccepted':
      return { name: 'CarbonAccepted', id: log.args.id, coverage: log.args.coverage, until: BigInt(log.args.until) }
    case 'CarbonRevoked':
      return { name: 'CarbonRevoked', id: log.args.id }
    case 'RootAttested':
      return log.args.subject === proofsSubject ? { name: 'ProofsAttested', root: hex32(log.args.root) } : null
    case 'ValidatorSetFormed':
      return { name: 'SetFormed', members: log.args.members.map((word) => memberOf(word).account) }
    case 'FraudRecorded':
      return log.args.purpose === providerPurpose ? { name: 'FraudRecorded', account: lower(log.args.account) } : null
    case 'WorkAccepted':
      return { name: 'WorkAccepted', account: lower(log.args.claimer), contribution: log.args.contribution }
    case 'Committed': {
      const { provider, terms } = log.args
      const { classId, gpuSeconds } = terms
      return { name: 'PromiseMade', provider: lower(provider), classId, from: BigInt(terms.from), until: BigInt(terms.until), gpuSeconds }
    }
    case 'CommitmentSettled': {
      const { provider, measured, fulfilledValue, failedValue, until } = log.args
      // A provider's commitment of GPU time can be settled although nobody measured how much of it was delivered. Such a commitment does not count in emission.
      return measured ? { name: 'PromiseMeasured', provider: lower(provider), fulfilledValue, failedValue, endedAt: BigInt(until) } : null
    }
    default:
      return null
  }
}

function lower(text: string): Address {
  return address(text.toLowerCase())
}
