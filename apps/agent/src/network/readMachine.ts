import { z } from 'zod'
import type { MachineNetworks } from './guardRules.ts'
import { isUplink } from './leaseNetwork.ts'
import type { NetworkTools } from './networkPlace.ts'

/** The current state of the machine's own network. */
export type MachineState = MachineNetworks & {
  /** The IPv4 addresses of the machine's connections to leases (uplinks), by the name of the network interface. */
  uplinks: ReadonlyMap<string, string>
  /** True if the machine has a route to the internet by IPv6. */
  hasIpv6: boolean
}

const lines = z.array(
  z.object({
    ifname: z.string().default(''),
    addr_info: z.array(z.object({ family: z.string(), local: z.string(), prefixlen: z.int(), address: z.string().optional() })).default([]),
  }),
)

/** Reads the machine's addresses and whether it has IPv6. */
export async function readMachine(tools: NetworkTools): Promise<MachineState> {
  const addresses = await tools.ip('machine', ['-json', 'address'])
  // The command `ip -6` fails if the kernel has no IPv6. The machine then has no IPv6 routes.
  const routes6 = await tools.ip('machine', ['-6', '-json', 'route', 'show', 'default']).catch(() => '[]')
  return machineState({ addresses, routes6 })
}

/**
 * Parses the output of `ip -json address` and `ip -6 -json route show default`. Returns the networks to which the machine belongs, without its connections to
 * leases (uplinks). Pure.
 */
export function machineState({ addresses, routes6 }: { addresses: string; routes6: string }): MachineState {
  const uplinks = new Map<string, string>()
  const networks4: string[] = []
  const networks6: string[] = []
  for (const { ifname, addr_info } of lines.parse(JSON.parse(addresses || '[]'))) {
    const isOurs = isUplink(ifname)
    for (const { family, local, prefixlen, address } of addr_info) {
      if (isOurs && family === 'inet') uplinks.set(ifname, local)
      if (isOurs) continue
      const networks = family === 'inet' ? networks4 : networks6
      const whole = family === 'inet' ? 32 : 128
      // On a point-to-point link, the prefix length belongs to the address of the other end. So count the machine's own address as a network with one address.
      networks.push(
        address === undefined ? `${local}/${prefixlen}` : `${local}/${whole}`,
        ...(address === undefined ? [] : [`${address}/${prefixlen}`]),
      )
    }
  }
  const ways = z.array(z.object({ type: z.string().optional() })).parse(JSON.parse(routes6 || '[]'))
  const hasIpv6 = ways.some(({ type }) => type === undefined || type === 'unicast')
  return { networks4: sorted(networks4), networks6: sorted(networks6), uplinks, hasIpv6 }
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
