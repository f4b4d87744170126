import { guardRules, type MachineNetworks, machineRules } from './guardRules.ts'
import { drawUplinkAddresses, leaseNetworkOf } from './leaseNetwork.ts'
import { type NetworkPlace, NetworkTools } from './networkPlace.ts'

const nowhere: MachineNetworks = { networks4: [], networks6: [] }

/** Rejects with a remedy when this machine cannot enforce the network rules of leases. Tries all rules in a temporary namespace. */
export async function checkNetwork(place: NetworkPlace): Promise<void> {
  const tools = new NetworkTools(place)
  await tools.ip('machine', ['-Version']).catch(refuse('`ip` is missing: apt-get install iproute2'))
  await tools.nft('machine', ['--version']).catch(refuse('`nft` is missing: apt-get install nftables'))
  const sample = 'sample'
  const rules = machineRules({ network: leaseNetworkOf(sample), addresses: drawUplinkAddresses({ containerName: sample, taken: new Set() }) })
  await tools
    .tryRules(`${guardRules(nowhere)}${rules}`)
    .catch(
      refuse(
        'this kernel does not take the rules: run the agent as root, and load nf_tables, nft_ct, nft_nat, nft_masq, nft_fib_inet, nft_connlimit',
      ),
    )
}

function refuse(fix: string): (error: unknown) => never {
  return (error) => {
    throw new Error(`a lease cannot be kept from the networks of this machine: ${fix}`, { cause: error })
  }
}
