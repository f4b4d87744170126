import { z } from 'zod'
import type { NetworkTools } from './networkPlace.ts'

const listing = z.object({
  nftables: z.array(
    z.object({
      chain: z
        .object({ family: z.string(), table: z.string(), name: z.string(), hook: z.string().optional(), policy: z.string().optional() })
        .optional(),
    }),
  ),
})

/**
 * Lets the machine forward packets between its network interfaces. A kernel that forwards packets ignores IPv6 router advertisements by default, so this
 * function also makes it accept them on the machine's own interfaces.
 */
export async function passPackets(tools: NetworkTools, { hasIpv6 }: { hasIpv6: boolean }): Promise<void> {
  const ipv4 = '[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] || echo 1 > /proc/sys/net/ipv4/ip_forward'
  const ipv6 = [
    'cd /proc/sys/net/ipv6/conf',
    'if [ "$(cat all/forwarding)" != 1 ]; then',
    'for one in */accept_ra; do if [ "$(cat "$one")" = 1 ]; then echo 2 > "$one"; fi; done',
    'echo 1 > all/forwarding',
    'fi',
  ]
  await tools.shell('machine', [ipv4, ...(hasIpv6 ? ipv6 : [])])
}

/**
 * Makes the machine's other firewalls (Docker's, ufw's) accept all packets from and to one lease's network interface. These firewalls drop forwarded packets by
 * default, and a packet must pass every firewall. After this, only our own rules decide which packets of the lease may pass. Safe to repeat.
 */
export async function openOtherFirewalls(tools: NetworkTools, uplink: string): Promise<void> {
  for (const chain of await closedChains(tools)) {
    const rules = await tools.nft('machine', ['list', 'chain', ...chain])
    // The nftables rule must have the same form as the rules that iptables creates. Otherwise iptables could no longer read the table.
    if (!rules.includes(`iifname "${uplink}"`)) await tools.nft('machine', ['insert', 'rule', ...chain, 'iifname', uplink, 'counter', 'accept'])
    if (!rules.includes(`oifname "${uplink}"`)) await tools.nft('machine', ['insert', 'rule', ...chain, 'oifname', uplink, 'counter', 'accept'])
  }
}

/** Deletes the rules that `openOtherFirewalls` inserted into other firewalls. Safe to repeat. */
export async function closeOtherFirewalls(tools: NetworkTools, uplink: string): Promise<void> {
  for (const { chain, handle } of await rulesInOthers(tools, uplink)) await tools.nft('machine', ['delete', 'rule', ...chain, 'handle', handle])
}

/** Returns the rules about a network interface in firewalls that are not ours. */
export async function rulesInOthers(tools: NetworkTools, uplink: string): Promise<{ chain: readonly string[]; handle: string }[]> {
  const found: { chain: readonly string[]; handle: string }[] = []
  for (const chain of await closedChains(tools)) {
    const lines = (await tools.nft('machine', ['--handle', 'list', 'chain', ...chain])).split('\n').filter((line) => line.includes(`"${uplink}"`))
    for (const line of lines) found.push({ chain, handle: /# handle (\d+)/.exec(line)?.[1] ?? '' })
  }
  return found
}

/** Returns the nftables chains that handle forwarded packets and have the policy `drop`, so that they drop every packet that no rule accepts. */
async function closedChains(tools: NetworkTools): Promise<(readonly string[])[]> {
  const { nftables } = listing.parse(JSON.parse(await tools.nft('machine', ['--json', 'list', 'chains'])))
  return nftables
    .flatMap(({ chain }) => (chain === undefined ? [] : [chain]))
    .filter(({ hook, policy, family }) => hook === 'forward' && policy === 'drop' && ['ip', 'ip6', 'inet'].includes(family))
    .map(({ family, table, name }) => [family, table, name] as const)
}
