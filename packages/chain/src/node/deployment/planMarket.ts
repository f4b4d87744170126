import { type Address, address } from '@infinitio/domain'
import { encodeFunctionData, getContractAddress } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { directoryNames, nameKey } from '../../addresses/directoryNames.ts'
import { attestationsBytecode } from '../../generated/attestationsBytecode.ts'
import { classCatalogAbi } from '../../generated/classCatalogAbi.ts'
import { classCatalogBytecode } from '../../generated/classCatalogBytecode.ts'
import { devFaucetBytecode } from '../../generated/devFaucetBytecode.ts'
import { directoryAbi } from '../../generated/directoryAbi.ts'
import { directoryBytecode } from '../../generated/directoryBytecode.ts'
import { feeSplitterBytecode } from '../../generated/feeSplitterBytecode.ts'
import { marketAnnexBytecode } from '../../generated/marketAnnexBytecode.ts'
import { marketBytecode } from '../../generated/marketBytecode.ts'
import { nodeRegistryAbi } from '../../generated/nodeRegistryAbi.ts'
import { nodeRegistryBytecode } from '../../generated/nodeRegistryBytecode.ts'
import { pTokenBytecode } from '../../generated/pTokenBytecode.ts'
import { stakeVaultBytecode } from '../../generated/stakeVaultBytecode.ts'
import { testStablecoinBytecode } from '../../generated/testStablecoinBytecode.ts'
import { upgradeableProxyBytecode } from '../../generated/upgradeableProxyBytecode.ts'
import { catalogueClasses, catalogueRegions } from './catalogue.ts'
import { CreationPlan, type PlannedContract } from './creationPlan.ts'
import type { PlannedCall } from '../sending/sendCalls.ts'

/** Initial fee of each side, in basis points. */
export const initialFeeBps = 25

const callGas = 300_000n
/** The contracts of a market and the calls that create and fill them, in their sequence. */
export type MarketPlan = {
  readonly addresses: ChainAddresses
  readonly calls: readonly PlannedCall[]
  readonly contracts: readonly PlannedContract[]
}

/**
 * Plans every contract of a market, the calls that name them in the Directory, and the calls that fill the catalogue. The first contract uses the nonce `nonce`
 * of the owner. Without a reserve coin it also plans the test dollar and the faucet, for a development chain. The owner becomes the owner of every contract
 * that has one.
 */
export function planMarket({ owner, nonce, stablecoin: coin }: { owner: Address; nonce: number; stablecoin: Address | null }): MarketPlan {
  const plan = new CreationPlan(owner, nonce)
  const directory = plan.create('Directory', directoryBytecode, [
    ['address', owner],
    ['uint16', initialFeeBps],
  ])
  const stablecoin = coin ?? plan.create('TestStablecoin', testStablecoinBytecode, [])
  const pToken = plan.create('PToken', pTokenBytecode, [
    ['address', stablecoin],
    ['address', directory],
    ['bool', true],
  ])
  const stakeVault = plan.create('StakeVault', stakeVaultBytecode, [
    ['address', pToken],
    ['address', directory],
  ])
  const annex = plan.create('MarketAnnex', marketAnnexBytecode, [
    ['address', pToken],
    ['address', directory],
  ])
  const market = plan.create('Market', marketBytecode, [
    ['address', pToken],
    ['address', directory],
    ['address', annex],
  ])
  // The Market's constructor creates this contract, so its address depends on the Market's first nonce.
  const leaseToken = address(getContractAddress({ from: market, nonce: 1n }).toLowerCase())
  const catalogCode = plan.create('ClassCatalog', classCatalogBytecode, [])
  const catalogStart = encodeFunctionData({ abi: classCatalogAbi, functionName: 'initialize', args: [owner] })
  const classCatalog = plan.create('ClassCatalog proxy', upgradeableProxyBytecode, [
    ['address', catalogCode],
    ['bytes', catalogStart],
  ])
  const registryCode = plan.create('NodeRegistry', nodeRegistryBytecode, [['address', directory]])
  const registryStart = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'initialize', args: [owner] })
  const nodeRegistry = plan.create('NodeRegistry proxy', upgradeableProxyBytecode, [
    ['address', registryCode],
    ['bytes', registryStart],
  ])
  const attestations = plan.create('Attestations', attestationsBytecode, [
    ['address', directory],
    ['address', owner],
  ])
  const feeSplitter = plan.create('FeeSplitter', feeSplitterBytecode, [
    ['address', pToken],
    ['address', directory],
    ['address', owner],
  ])
  const faucet = coin === null ? plan.create('DevFaucet', devFaucetBytecode, [['address', directory]]) : null

  const tokens = { pToken, stablecoin, stakeVault, feeSplitter }
  const addresses: ChainAddresses = { directory, market, leaseToken, ...tokens, nodeRegistry, classCatalog, attestations, faucet }
  const calls = [...plan.calls, ...directoryCalls(addresses), ...ownerCalls(directory, owner), ...catalogueCalls(classCatalog)]
  return { addresses, calls, contracts: plan.contracts }
}

function directoryCalls(addresses: ChainAddresses): PlannedCall[] {
  return Object.entries(directoryNames).flatMap(([key, name]) => {
    const entry = addresses[key as keyof typeof directoryNames]
    if (entry === null) return []
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(name), entry] })
    return [{ what: `naming ${name} in the Directory`, to: addresses.directory, data, value: 0n, gas: callGas }]
  })
}

/** Returns the calls that give the deployer the rights of the treasury and the pauser. It keeps them until the calls of `planGovernance` assign them. */
function ownerCalls(to: Address, owner: Address): PlannedCall[] {
  const treasury = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey('Treasury'), owner] })
  const guardian = encodeFunctionData({ abi: directoryAbi, functionName: 'setGuardian', args: [owner] })
  return [
    { what: 'naming the treasury in the Directory', to, data: treasury, value: 0n, gas: callGas },
    { what: 'naming the guardian', to, data: guardian, value: 0n, gas: callGas },
  ]
}

function catalogueCalls(to: Address): PlannedCall[] {
  const classes = catalogueClasses.map((entry) => {
    const args = [entry.name, entry.vramGib, entry.referencePricePerGpuSecond] as const
    const data = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addClass', args })
    return { what: `adding the class ${entry.name}`, to, data, value: 0n, gas: callGas }
  })
  const regions = catalogueRegions.map((name) => {
    const data = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: [name] })
    return { what: `adding the region ${name}`, to, data, value: 0n, gas: callGas }
  })
  return [...classes, ...regions]
}
