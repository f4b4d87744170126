import { z } from 'zod'
import type { MachineNetworks } from './guardRules.ts'
import { isUplink } from './leaseNetwork.ts'
import type { NetworkTools } from './networkPlace.ts'

/** What the machine's own network is at this moment. */
export type MachineState = MachineNetworks & {
  /** IPv4 addresses of the lines to leases, by line. */
  uplinks: ReadonlyMap<string, string>
  /** Whether it has a way to the internet by IPv6. */
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
  // Where the kernel has no IPv6 this fails.
  const routes6 = await tools.ip('machine', ['-6', '-json', 'route', 'show', 'default']).catch(() => '[]')
  return machineState({ addresses, routes6 })
}

/** Reads what `ip -json address` and `ip -6 -json route show default` printed. The networks are those the machine is itself in, ours left out. Pure. */
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
      // On a line from point to point the bits belong to the other end's address.
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
