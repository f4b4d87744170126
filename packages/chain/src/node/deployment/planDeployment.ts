import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import type { GovernanceAddresses } from '../../addresses/governanceAddresses.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { directoryAbi } from '../../generated/directoryAbi.ts'
import type { PlannedCall } from '../sending/sendCalls.ts'
import type { PlannedContract } from './creationPlan.ts'
import { genesisTable } from './genesisTable.ts'
import { planHandOver } from './handOver.ts'
import type { KeyHolders, SpareKeys } from './keyHolders.ts'
import { type GenesisParties, planGovernance } from './planGovernance.ts'
import { planMarket } from './planMarket.ts'

/**
 * The decisions about a deployment on a public chain: its reserve coin, the holders of its rights, the receivers of the published genesis table, the keys of
 * its programs, and the accounts that may become validators. `gatewayHostKey` is a raw ed25519 public key.
 */
export type DeploymentChoices = {
  readonly stablecoin: Address
  readonly holders: KeyHolders
  readonly parties: GenesisParties
  readonly engines: readonly Address[]
  readonly receiptKey: Address
  readonly gatewayHostKey: Hex32
  readonly spares: SpareKeys
  readonly validators: readonly Address[]
}

/** Every step of a deployment, in order. The step at index i is sent with the nonce `firstNonce` + i, so the chain executes no step twice. */
export type DeploymentPlan = {
  readonly addresses: ChainAddresses
  readonly governance: GovernanceAddresses
  readonly contracts: readonly PlannedContract[]
  readonly steps: readonly PlannedCall[]
}

const callGas = 300_000n
/** The length of a day of the hosting pool, in seconds. */
const secondsOfDay = 86_400

/**
 * Plans a whole deployment: market, keys, DAO and the hand-over of all ownership to the timelock. The same input gives the same plan. The vesting of the first
 * owners of G (the genesis table) begins at `startsAt`, in Unix seconds.
 */
export function planDeployment(
  { owner, firstNonce, startsAt }: { owner: Address; firstNonce: number; startsAt: number },
  choices: DeploymentChoices,
): DeploymentPlan {
  const { parties, holders, spares, stablecoin } = choices
  const market = planMarket({ owner, nonce: firstNonce, stablecoin })
  const { addresses } = market
  const keys = keyCalls(addresses, choices)
  const nonce = firstNonce + market.calls.length + keys.length
  const dao = planGovernance({ owner, nonce, startsAt, hostingDaySeconds: secondsOfDay, addresses, parties, table: genesisTable, holders, spares })
  return {
    addresses,
    governance: dao.governance,
    contracts: [...market.contracts, ...dao.contracts],
    steps: [...market.calls, ...keys, ...dao.calls, ...planHandOver(addresses, dao.governance)],
  }
}

/**
 * Plans the calls that set the keys of the programs and admit the validators. Before the hand-over a key becomes valid at once, afterwards 48 h after its
 * announcement.
 */
function keyCalls({ directory, attestations }: ChainAddresses, choices: DeploymentChoices): PlannedCall[] {
  const { engines, receiptKey, gatewayHostKey, validators } = choices
  const step = (what: string, data: Hex, to = directory): PlannedCall => ({ what, to, data, value: 0n, gas: callGas })
  return [
    ...engines.map((key) =>
      step(`adding the engine key ${key}`, encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [key, true] })),
    ),
    step('setting the receipt key', encodeFunctionData({ abi: directoryAbi, functionName: 'setReceiptKey', args: [receiptKey] })),
    step('setting the gateway host key', encodeFunctionData({ abi: directoryAbi, functionName: 'setGatewayHostKey', args: [gatewayHostKey] })),
    ...validators.map((account) => {
      const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [account, true] })
      return step(`admitting the validator ${account}`, data, attestations)
    }),
  ]
}
