import { guardLines } from './guardRules.ts'
import { type UplinkAddresses, leaseLine, uplinkBits } from './leaseNetwork.ts'
import type { MachineState } from './readMachine.ts'

/** Name of the network interface inside a lease. */
export const lineInside = 'eth0'

/**
 * Commands that set the kernel settings of a guard (the network namespace between a lease and the machine): it forwards packets and sends no ICMP redirects.
 */
export const guardSettings = [
  'echo 1 > /proc/sys/net/ipv4/ip_forward',
  'echo 0 > /proc/sys/net/ipv4/conf/all/send_redirects',
  'echo 0 > /proc/sys/net/ipv4/conf/default/send_redirects',
  'if [ -e /proc/sys/net/ipv6/conf/all/forwarding ]; then echo 1 > /proc/sys/net/ipv6/conf/all/forwarding; fi',
]

type Ends = { addresses: UplinkAddresses; machine: MachineState; leader: number }

/** Returns the lines that configure the machine's end of the connection to a lease, as input for the program `ip`. */
export function machineEnd(uplink: string, { addresses, machine }: Pick<Ends, 'addresses' | 'machine'>): string[] {
  return [
    `address add ${addresses.machine4}/${uplinkBits.v4} dev ${uplink}`,
    ...(machine.hasIpv6 ? [`address add ${addresses.machine6}/${uplinkBits.v6} dev ${uplink} nodad`] : []),
    `link set dev ${uplink} up`,
  ]
}

/**
 * Returns input lines for the program `ip` that make the two links of a guard (the network namespace between a lease and the machine). The last line moves one
 * link into the container of the process `leader`.
 */
export function guardEnds({ addresses, machine, leader }: Ends): string[] {
  const { up, lease } = guardLines
  return [
    'link set lo up',
    `address add ${addresses.guard4}/${uplinkBits.v4} dev ${up}`,
    ...(machine.hasIpv6 ? [`address add ${addresses.guard6}/${uplinkBits.v6} dev ${up} nodad`] : []),
    `link set dev ${up} up`,
    `route add default via ${addresses.machine4} dev ${up}`,
    ...(machine.hasIpv6 ? [`route add ::/0 via ${addresses.machine6} dev ${up}`] : []),
    `link add ${lease} type veth peer name ${lineInside} netns ${leader}`,
    `address add ${leaseLine.guard4}/${leaseLine.bits4} dev ${lease}`,
    ...(machine.hasIpv6 ? [`address add ${leaseLine.guard6}/${leaseLine.bits6} dev ${lease} nodad`] : []),
    `link set dev ${lease} up`,
  ]
}

/** Returns input lines for the program `ip` that set up the end of a link inside a lease's container. The default route comes last. */
export function insideEnd({ hasIpv6 }: MachineState): string[] {
  return [
    'link set lo up',
    `address add ${leaseLine.lease4}/${leaseLine.bits4} dev ${lineInside}`,
    ...(hasIpv6 ? [`address add ${leaseLine.lease6}/${leaseLine.bits6} dev ${lineInside} nodad`] : []),
    `link set dev ${lineInside} up`,
    ...(hasIpv6 ? [`route add ::/0 via ${leaseLine.guard6} dev ${lineInside}`] : []),
    `route add default via ${leaseLine.guard4} dev ${lineInside}`,
  ]
}
