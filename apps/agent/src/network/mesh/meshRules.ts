import { meshNetwork } from '@infinitio/domain'
import { meshInside } from './meshLink.ts'

/**
 * Returns the `nft` rules inside a lease for the network interface of its cluster. The lease exchanges packets only with the addresses of accepted members, and
 * receives them only at its own address, so no member can reach another network through the lease. Loading the rules again replaces the earlier ones at once.
 * Pure.
 */
export function meshRules({ address, members }: { address: string; members: readonly string[] }): string {
  return `
table inet infinitio_mesh
delete table inet infinitio_mesh
table inet infinitio_mesh {
  set members {
    type ipv4_addr
    ${members.length === 0 ? '' : `elements = { ${members.join(', ')} }`}
  }
  chain input {
    type filter hook input priority filter; policy accept;
    iifname != "${meshInside}" ip daddr ${address} iifname != "lo" drop
    iifname != "${meshInside}" accept
    ip saddr @members ip daddr ${address} accept
    drop
  }
  chain forward {
    type filter hook forward priority filter; policy accept;
    iifname "${meshInside}" drop
    oifname "${meshInside}" drop
  }
  chain output {
    type filter hook output priority filter; policy accept;
    oifname != "${meshInside}" ip daddr ${meshNetwork} oifname != "lo" reject
    oifname != "${meshInside}" accept
    ip saddr ${address} ip daddr @members accept
    reject
  }
}
`
}
