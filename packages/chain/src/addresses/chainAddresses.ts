import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { directoryNames, nameKey } from './directoryNames.ts'

/** Addresses of the contracts of one deployment. `faucet` is null outside development chains. */
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
 * Reads every contract's address from the Directory, in parallel. Throws viem's errors, and an Error with the name of an entry that the Directory does not
 * have.
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
