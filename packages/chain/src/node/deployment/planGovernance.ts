import type { Address } from '@infinitio/domain'
import { encodeDeployData, encodeFunctionData, type Hex, pad, stringToHex, toFunctionSelector } from 'viem'
import { type AuditAddresses, auditNames } from '../../addresses/auditAddresses.ts'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { nameKey } from '../../addresses/directoryNames.ts'
import { courtEntry, findingsEntry, hostingPoolEntry, proofsEntry } from '../../addresses/contractEntries.ts'
import { serviceLedgerEntry } from '../../addresses/serviceLedgerAddress.ts'
import { type TaskAddresses, taskNames } from '../../addresses/taskAddresses.ts'
import { keyKinds } from '../../addresses/keyKinds.ts'
import { type FundingAddresses, fundingNames } from '../../addresses/fundingAddresses.ts'
import { type GovernanceAddresses, governanceNames } from '../../addresses/governanceAddresses.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { directoryAbi } from '../../generated/directoryAbi.ts'
import { disputeCourtBytecode } from '../../generated/disputeCourtBytecode.ts'
import { emissionAbi } from '../../generated/emissionAbi.ts'
import { emissionBytecode } from '../../generated/emissionBytecode.ts'
import { emissionChallengesBytecode } from '../../generated/emissionChallengesBytecode.ts'
import { gTokenAbi } from '../../generated/gTokenAbi.ts'
import { gTokenBytecode } from '../../generated/gTokenBytecode.ts'
import { infinitioGovernorAbi } from '../../generated/infinitioGovernorAbi.ts'
import { infinitioGovernorBytecode } from '../../generated/infinitioGovernorBytecode.ts'
import { proofCheckerBytecode } from '../../generated/proofCheckerBytecode.ts'
import { findingsBytecode } from '../../generated/findingsBytecode.ts'
import { hostingPoolBytecode } from '../../generated/hostingPoolBytecode.ts'
import { serviceLedgerBytecode } from '../../generated/serviceLedgerBytecode.ts'
import { stakedGTokenBytecode } from '../../generated/stakedGTokenBytecode.ts'
import { taskPoolBytecode } from '../../generated/taskPoolBytecode.ts'
import { taskVerifierBytecode } from '../../generated/taskVerifierBytecode.ts'
import { timelockBytecode } from '../../generated/timelockBytecode.ts'
import { vestingAbi } from '../../generated/vestingAbi.ts'
import { vestingBytecode } from '../../generated/vestingBytecode.ts'
import { boundedParameters, parameterTarget } from '../../governance/boundedParameters.ts'
import { CreationPlan, type PlannedContract } from './creationPlan.ts'
import { emissionStart } from './emissionStart.ts'
import type { GenesisLine, GenesisParty } from './genesisTable.ts'
import type { KeyHolders, SpareKeys } from './keyHolders.ts'
import { planAudits } from './planAudits.ts'
import { planFunding } from './planFunding.ts'
import type { PlannedCall } from '../sending/sendCalls.ts'

/** Initial yearly interest on staked G, in basis points. */
export const initialInterestBps = 300

/** The accounts that receive the amounts in the genesis table, except the treasury. */
export type GenesisParties = { readonly [Party in Exclude<GenesisParty, 'treasury'>]: Address }

/**
 * Initial price of the gas that one calculation (run) of a task costs, in 1e-9 PToken: 0.002 PToken. The submitter of a task pays it for each account that runs
 * the task. A vote can change it, to at most 1 PToken.
 */
const firstRunGas = 2_000_000

/**
 * Length of an epoch of roots about GPU proofs, in seconds. Each slot (block at which machines prove their GPUs) has its own root, and each root its own epoch
 * in the slot's hour. So an hour must have many epochs.
 */
const proofPeriodSeconds = 60

const callGas = 300_000n

/** The parties of a DAO: the receivers of the genesis table, the holders of the rights, and the announced spare keys. */
export type GovernanceParties = {
  readonly parties: GenesisParties
  readonly table: readonly GenesisLine[]
  readonly holders: KeyHolders
  readonly spares: SpareKeys | null
}

/** The contracts of a DAO, and the calls that create them and register their names, in the order in which they are sent. */
export type GovernancePlan = {
  readonly governance: GovernanceAddresses
  readonly calls: readonly PlannedCall[]
  readonly contracts: readonly PlannedContract[]
}

/**
 * Plans the creation of a DAO's contracts beside a market. Their addresses follow from `nonce`, the next nonce of the Directory's owner. The vesting of the
 * first owners of G (the genesis table) begins at `startsAt`, in Unix seconds. A day of the hosting pool has `hostingDaySeconds`.
 */
export function planGovernance(
  input: { owner: Address; nonce: number; startsAt: number; hostingDaySeconds: number; addresses: ChainAddresses } & GovernanceParties,
): GovernancePlan {
  const { addresses, table, holders, spares, startsAt } = input
  const plan = new CreationPlan(input.owner, input.nonce)
  // The addresses in the order in which the contracts are created below. Each contract needs the future addresses of the others.
  const [gToken, stakedGToken, timelock, governor, vesting] = [plan.place(0), plan.place(1), plan.place(2), plan.place(3), plan.place(4)]
  const challenges = plan.place(5)
  const audits = { randomBeacon: plan.place(7), panels: plan.place(8), carbonRegistry: plan.place(9), reputation: plan.place(10) }
  const { reputation: _reputation, ...drawing } = audits
  const governance = { gToken, stakedGToken, governor, timelock, vesting, emission: plan.place(6), ...drawing }
  const beneficiaries = { ...input.parties, treasury: timelock }
  const gTokenArgs = [genesis(table, governance, beneficiaries), stakedGToken] as const
  plan.createWith('GToken', gTokenBytecode, encodeDeployData({ abi: gTokenAbi, bytecode: gTokenBytecode, args: gTokenArgs }))
  plan.create('StakedGToken', stakedGTokenBytecode, [
    ['address', gToken],
    ['address', addresses.directory],
    ['address', governor],
    ['uint16', initialInterestBps],
  ])
  plan.create('Timelock', timelockBytecode, [['address', governor]])
  const governorArgs = [stakedGToken, timelock, holders.veto, boundedCalls(addresses, governance)] as const
  plan.createWith(
    'InfinitioGovernor',
    infinitioGovernorBytecode,
    encodeDeployData({ abi: infinitioGovernorAbi, bytecode: infinitioGovernorBytecode, args: governorArgs }),
  )
  const grants = genesisGrants(table, beneficiaries, startsAt)
  plan.createWith('Vesting', vestingBytecode, encodeDeployData({ abi: vestingAbi, bytecode: vestingBytecode, args: [gToken, grants] }))
  const { parameters, limits } = emissionStart
  plan.create('EmissionChallenges', emissionChallengesBytecode, [['address', addresses.pToken]])
  const emissionArgs = [addresses.pToken, addresses.directory, stakedGToken, timelock, parameters, limits, challenges] as const
  plan.createWith('Emission', emissionBytecode, encodeDeployData({ abi: emissionAbi, bytecode: emissionBytecode, args: emissionArgs }))
  planAudits(plan, { directory: addresses.directory, gToken, timelock })
  const funding = planFunding(plan, { addresses, gToken, panels: audits.panels })
  const proofChecker = plan.create('ProofChecker', proofCheckerBytecode, [])
  const { pToken, directory, stakeVault } = addresses
  const court = plan.create('DisputeCourt', disputeCourtBytecode, [
    ['address', pToken],
    ['address', directory],
    ['address', audits.panels],
    ['address', stakeVault],
  ])
  const tasks = planTasks(plan, { pToken, directory })
  const serviceLedger = plan.create('ServiceLedger', serviceLedgerBytecode, [
    ['address', pToken],
    ['address', gToken],
    ['address', directory],
  ])
  const findings = plan.create('Findings', findingsBytecode, [
    ['address', pToken],
    ['address', serviceLedger],
    ['address', audits.panels],
    ['address', directory],
  ])
  const hostingPool = plan.create('HostingPool', hostingPoolBytecode, [
    ['address', pToken],
    ['address', directory],
    ['uint32', input.hostingDaySeconds],
  ])
  const named = { governance, audits, funding, proofChecker, court, tasks, serviceLedger, findings, hostingPool }
  const names = [...directoryCalls(addresses.directory, named), proofPeriodCall(addresses.attestations)]
  const calls = [...plan.calls, ...names, ...keyCalls(addresses.directory, { holders, spares })]
  return { governance, calls, contracts: plan.contracts }
}

/** Plans the creation of the task pool and of the contract with the code of its audits, directly after the contracts planned so far. */
function planTasks(plan: CreationPlan, { pToken, directory }: Readonly<Record<'pToken' | 'directory', Address>>): TaskAddresses {
  const taskVerifier = plan.create('TaskVerifier', taskVerifierBytecode, [
    ['address', pToken],
    ['address', directory],
  ])
  const taskPool = plan.create('TaskPool', taskPoolBytecode, [
    ['address', pToken],
    ['address', directory],
    ['address', taskVerifier],
    ['uint32', firstRunGas],
  ])
  return { taskPool, taskVerifier }
}

type Beneficiaries = { readonly [Party in GenesisParty]: Address }

/** Returns the first mints of G: to each receiver the amount that is due at once, and to the vesting contract the sum of all later amounts. */
function genesis(table: readonly GenesisLine[], { vesting }: GovernanceAddresses, beneficiaries: Beneficiaries): { to: Address; amount: bigint }[] {
  const atOnce = table.filter((line) => line.vesting === null).map(({ party, amount }) => ({ to: beneficiaries[party], amount }))
  const later = table.filter((line) => line.vesting !== null).reduce((sum, { amount }) => sum + amount, 0n)
  return [...atOnce, { to: vesting, amount: later }]
}

function genesisGrants(table: readonly GenesisLine[], beneficiaries: Beneficiaries, startAt: number) {
  return table.flatMap(({ label, party, amount, vesting }) => {
    if (vesting === null) return []
    const times = { startAt, cliffAt: startAt + vesting.cliffSeconds, endAt: startAt + vesting.endSeconds }
    return [{ beneficiary: beneficiaries[party], ...times, amount, released: 0n, label: stringToHex(label, { size: 32 }) }]
  })
}

/**
 * Returns the contract calls that votes may make even before 10,000,000 G tokens are staked (the amount for full power): one call for each entry of
 * `boundedParameters`.
 */
function boundedCalls(addresses: ChainAddresses, governance: GovernanceAddresses) {
  return boundedParameters.map((parameter) => {
    return { target: parameterTarget(parameter, { addresses, governance }), selector: toFunctionSelector(parameter.signature) }
  })
}

type Named = {
  governance: GovernanceAddresses
  audits: AuditAddresses
  funding: FundingAddresses
  proofChecker: Address
  court: Address
  tasks: TaskAddresses
  serviceLedger: Address
  findings: Address
  hostingPool: Address
}

function directoryCalls(to: Address, { governance, audits, funding, proofChecker, court, tasks, serviceLedger, ...others }: Named): PlannedCall[] {
  const set = (name: string, entry: Address): PlannedCall => {
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(name), entry] })
    return { what: `naming ${name} in the Directory`, to, data, value: 0n, gas: callGas }
  }
  const names = [
    ...Object.entries(governanceNames).map(([key, name]) => set(name, governance[key as keyof GovernanceAddresses])),
    set(auditNames.reputation, audits.reputation),
    set(proofsEntry, proofChecker),
    set(courtEntry, court),
    ...Object.entries(taskNames).map(([key, name]) => set(name, tasks[key as keyof TaskAddresses])),
    set(serviceLedgerEntry, serviceLedger),
    set(findingsEntry, others.findings),
    set(hostingPoolEntry, others.hostingPool),
    ...Object.entries(fundingNames).map(([key, name]) => set(name, funding[key as keyof FundingAddresses])),
  ]
  return [...names, set('Treasury', governance.timelock), set('SurplusMinter', governance.emission)]
}

/** Returns the call that gives roots about GPU proofs short epochs. The contract refuses it after the first such root. */
function proofPeriodCall(to: Address): PlannedCall {
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'setPeriod', args: [nameKey(proofsEntry), proofPeriodSeconds] })
  return { what: 'setting the period of roots about GPU proofs', to, data, value: 0n, gas: callGas }
}

function keyCalls(to: Address, { holders, spares }: { holders: KeyHolders; spares: SpareKeys | null }): PlannedCall[] {
  const step = (what: string, data: Hex): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  const announce = (what: string, kind: number, key: Hex) =>
    step(`announcing the spare ${what}`, encodeFunctionData({ abi: directoryAbi, functionName: 'announceKey', args: [kind, pad(key)] }))
  return [
    step('naming the operator', encodeFunctionData({ abi: directoryAbi, functionName: 'setOperator', args: [holders.operator] })),
    step('naming the pauser', encodeFunctionData({ abi: directoryAbi, functionName: 'setGuardian', args: [holders.pauser] })),
    ...(spares === null
      ? []
      : [
          announce('engine', keyKinds.engine, spares.engine),
          announce('receipt key', keyKinds.receipt, spares.receipt),
          announce('gateway host key', keyKinds.gatewayHost, spares.gatewayHost),
        ]),
  ]
}
