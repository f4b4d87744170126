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
 * Lets the machine pass packets between its lines. Routers that advertise themselves by IPv6 stay in force, which the kernel would forget for a
 * machine that passes packets.
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
 * Lets the packets of one lease's line through firewalls on this machine that pass nothing between lines unless told (Docker's, ufw's): a packet
 * must be let through by all of them. What may pass is for our own rules to say. Safe to repeat.
 */
export async function openOtherFirewalls(tools: NetworkTools, uplink: string): Promise<void> {
  for (const chain of await closedChains(tools)) {
    const rules = await tools.nft('machine', ['list', 'chain', ...chain])
    // In the words that iptables uses for its own rules, so that it can still read its table.
    if (!rules.includes(`iifname "${uplink}"`)) await tools.nft('machine', ['insert', 'rule', ...chain, 'iifname', uplink, 'counter', 'accept'])
    if (!rules.includes(`oifname "${uplink}"`)) await tools.nft('machine', ['insert', 'rule', ...chain, 'oifname', uplink, 'counter', 'accept'])
  }
}

/** Takes back what `openOtherFirewalls` told other firewalls. Safe to repeat. */
export async function closeOtherFirewalls(tools: NetworkTools, uplink: string): Promise<void> {
  for (const { chain, handle } of await rulesInOthers(tools, uplink)) await tools.nft('machine', ['delete', 'rule', ...chain, 'handle', handle])
}

/** The rules about a line in firewalls that are not ours. */
export async function rulesInOthers(tools: NetworkTools, uplink: string): Promise<{ chain: readonly string[]; handle: string }[]> {
  const found: { chain: readonly string[]; handle: string }[] = []
  for (const chain of await closedChains(tools)) {
    const lines = (await tools.nft('machine', ['--handle', 'list', 'chain', ...chain])).split('\n').filter((line) => line.includes(`"${uplink}"`))
    for (const line of lines) found.push({ chain, handle: /# handle (\d+)/.exec(line)?.[1] ?? '' })
  }
  return found
}

/** Chains through which packets between lines pass and that drop what no rule of theirs accepts. */
async function closedChains(tools: NetworkTools): Promise<(readonly string[])[]> {
  const { nftables } = listing.parse(JSON.parse(await tools.nft('machine', ['--json', 'list', 'chains'])))
  return nftables
    .flatMap(({ chain }) => (chain === undefined ? [] : [chain]))
    .filter(({ hook, policy, family }) => hook === 'forward' && policy === 'drop' && ['ip', 'ip6', 'inet'].includes(family))
    .map(({ family, table, name }) => [family, table, name] as const)
}
