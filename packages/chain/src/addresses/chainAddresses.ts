import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { directoryNames, nameKey } from './directoryNames.ts'

/** Where the contracts of one deployment are. `faucet` is null on every chain but a development chain. */
export type ChainAddresses = {
  readonly directory: Address
  readonly market: Address
  readonly leaseToken: Address
  readonly pToken: Address
  readonly stablecoin: Address
  readonly stakeVault: Address
  readonly nodeRegistry: Address
  readonly classCatalog: Address
  readonly attestations: Address
  readonly feeSplitter: Address
  readonly faucet: Address | null
}

/**
 * Looks up every contract in the Directory, one call each, all at once. Throws viem's errors when the chain does not answer, and an
 * Error that names the entry when the Directory lacks one.
 */
export async function readAddresses(client: Client, directory: Address): Promise<ChainAddresses> {
  const get = async (key: keyof typeof directoryNames): Promise<Address> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(directoryNames[key])] })
    return address(entry.toLowerCase())
  }
  const [market, leaseToken, pToken, stablecoin, stakeVault, nodeRegistry, classCatalog, attestations, feeSplitter, faucet] = await Promise.all([
    get('market'),
    get('leaseToken'),
    get('pToken'),
    get('stablecoin'),
    get('stakeVault'),
    get('nodeRegistry'),
    get('classCatalog'),
    get('attestations'),
    get('feeSplitter'),
    get('faucet'),
  ])
  const required = { market, leaseToken, pToken, stablecoin, stakeVault, nodeRegistry, classCatalog, attestations, feeSplitter }
  for (const [name, entry] of Object.entries(required)) {
    if (entry === zeroAddress) throw new Error(`the Directory ${directory} has no entry for ${name}`)
  }
  return { directory, ...required, faucet: faucet === zeroAddress ? null : faucet }
}
