import { closedSets } from './guardRules.ts'
import { type LeaseNetwork, type UplinkAddresses, uplinkPrefix } from './leaseNetwork.ts'
import { publicRange6 } from './specialRanges.ts'

/**
 * Returns the machine's rules for the link to one lease, for `nft`. They contain only what the machine knows and the guard does not: the machine's
 * current addresses, checked before and after its own redirections, and the links of other leases. The guard has all other rules. Loading them again
 * replaces them at once. Pure.
 */
export function machineRules({ network, addresses }: { network: LeaseNetwork; addresses: UplinkAddresses }): string {
  const { table, uplink } = network
  return `
table inet ${table}
delete table inet ${table}
table inet ${table} {
${closedSets({ networks4: [], networks6: [] })}
  chain prerouting {
    type filter hook prerouting priority raw; policy accept;
    iifname != "${uplink}" accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    ip saddr != ${addresses.guard4} drop
    ip6 saddr != ${addresses.guard6} drop
    fib daddr type != unicast drop
  }
  chain forward {
    type filter hook forward priority filter - 10; policy accept;
    iifname "${uplink}" oifname "${uplinkPrefix}*" drop
    iifname "${uplink}" ip daddr @closed4 drop
    iifname "${uplink}" ip6 daddr != ${publicRange6} drop
    iifname "${uplink}" ip6 daddr @closed6 drop
    oifname "${uplink}" ct state != { established, related } drop
  }
  chain translate {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${addresses.guard4} masquerade
    ip6 saddr ${addresses.guard6} masquerade
  }
}
`
}
