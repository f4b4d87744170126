import { closedSets } from './guardRules.ts'
import { type LeaseNetwork, type UplinkAddresses, uplinkPrefix } from './leaseNetwork.ts'
import { publicRange6 } from './specialRanges.ts'

/**
 * The machine's rules for the line to one lease, for `nft`. They hold what only the machine knows: which addresses are its own at this moment,
 * before any redirection of its own could turn a packet elsewhere; where a redirection did turn it; and who the other leases are. Everything
 * else is the guard's. Loaded again they replace themselves at once. Pure.
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
