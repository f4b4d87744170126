import { closedRanges4, closedRanges6, publicRange6 } from '@infinitio/process'
import { leaseLine, type LeaseNetwork, type UplinkAddresses, uplinkPrefix } from './leaseNetwork.ts'

/**
 * The names of the two network interfaces in a guard, the network namespace between a lease and the machine. `up` is connected to the machine, `lease` to the
 * lease.
 */
export const guardLines = { up: 'tomachine', lease: 'tolease' } as const

/** Mail servers' ports. If a lease sent mail, mail servers would ban the provider's address. */
const mailPorts = [25, 465, 587] as const
/** How many connections one lease may have at the same time. Without this limit, a port scan from a lease would fill the machine's own table of connections. */
const mostConnections = 16_384

/** The networks to which the machine itself belongs, as `address/bits`. Leases must not reach them. */
export type MachineNetworks = { networks4: readonly string[]; networks6: readonly string[] }

/**
 * Returns the `nft` rules of one guard (the network namespace between a lease and the machine). A lease reaches only the public internet; the rules check each
 * packet's destination address, not its name. The machine's own networks are closed even if their addresses are public. The only packets that come in are
 * answers to the lease's own connections. Loading the rules again replaces the earlier ones at once. Pure.
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

/** Returns the definitions of the address sets that a lease must not reach: the special ranges and the networks of this machine. Pure. */
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

/**
 * Returns the machine's `nft` rules for the link to one lease. All other rules are in the guard, the network namespace between the lease and the machine. The
 * rules here use data that the guard does not have: the machine's current addresses, and the links of other leases. They check a packet's address both before
 * and after the machine's own redirections. Loading the rules again replaces the earlier ones at once. Pure.
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
