import { leaseLine } from './leaseNetwork.ts'
import { closedRanges4, closedRanges6, mailPorts, publicRange6 } from './specialRanges.ts'

/** The lines of a guard: to the machine, and to the lease. */
export const guardLines = { up: 'tomachine', lease: 'tolease' } as const

/** Most connections of one lease at a time; beyond them a scan would fill the machine's own table of connections. */
const mostConnections = 16_384

/** The networks the machine itself is in, as `address/bits`. */
export type MachineNetworks = { networks4: readonly string[]; networks6: readonly string[] }

/**
 * The rules of one guard, for `nft`: a lease reaches the public internet and nothing else, by the address a packet goes to, whatever name
 * stood for it. The machine's own networks are closed although their addresses may be public. Nothing comes in that the lease did not ask for.
 * Loaded again it replaces itself at once. Pure.
 */
export function guardRules({ networks4, networks6 }: MachineNetworks): string {
  const { up, lease } = guardLines
  return `
table inet infinitio
delete table inet infinitio
table inet infinitio {
${closedSets({ networks4, networks6 })}
  chain input {
    type filter hook input priority filter; policy drop;
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    ct state related,established meta l4proto { icmp, icmpv6 } accept
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    iifname "${up}" oifname "${lease}" ct state established accept
    iifname "${up}" oifname "${lease}" ct state related meta l4proto { icmp, icmpv6 } accept
    iifname "${lease}" oifname "${up}" jump egress
  }
  chain egress {
    ip saddr != ${leaseLine.lease4} drop
    ip6 saddr != ${leaseLine.lease6} drop
    ct state invalid drop
    meta l4proto != { tcp, udp, icmp, icmpv6 } goto refuse
    ip daddr @closed4 goto refuse
    ip6 daddr != ${publicRange6} goto refuse
    ip6 daddr @closed6 goto refuse
    tcp dport { ${mailPorts.join(', ')} } goto refuse
    ct state established,related accept
    ct state new ct count over ${mostConnections} drop
    accept
  }
  chain refuse {
    meta l4proto tcp reject with tcp reset
    reject
  }
  chain translate {
    type nat hook postrouting priority srcnat; policy accept;
    oifname "${up}" masquerade
  }
}
`
}

/** The sets of closed destinations, with networks of this machine added to the special ranges. Pure. */
export function closedSets({ networks4, networks6 }: MachineNetworks): string {
  return `
  set closed4 {
    type ipv4_addr; flags interval; auto-merge
    elements = { ${[...closedRanges4, ...networks4].join(', ')} }
  }
  set closed6 {
    type ipv6_addr; flags interval; auto-merge
    elements = { ${[...closedRanges6, ...networks6].join(', ')} }
  }`
}
