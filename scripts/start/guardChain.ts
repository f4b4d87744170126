import { execFile } from 'node:child_process'

/** The users that the local runtime gives to leases (`apps/agent/src/runtime/local/sandboxOwner.ts`). */
export const leaseUsers = { first: 600_000, last: 16_599_999 } as const

/** The result of `guardChain`. `off` is null if the chain is protected, otherwise the reason why it is not. `remove` removes the firewall rules. */
export type ChainGuard = { off: string | null; remove(): Promise<void> }

const withinMs = 10_000

/**
 * Blocks connections from the users of leases to the port of the development chain. Methods of Anvil such as `anvil_setBalance` would give a lease control of
 * every account. Leases read and send through the API instead. The guard needs `nft` and root rights; without root, the agent cannot give leases their own
 * users anyway. Other users and ports are not affected. Never rejects.
 */
export async function guardChain({ port, nft = 'nft' }: { port: number; nft?: string }): Promise<ChainGuard> {
  const none = async (): Promise<void> => {}
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { off: 'leases run as the user of this process', remove: none }
  const table = `inet infinitio_chain_${port}`
  const failed = await runNft(nft, rulesFor({ table, port }))
  if (failed !== null) return { off: failed, remove: none }
  return {
    off: null,
    remove: async () => void (await runNft(nft, `delete table ${table}\n`)),
  }
}

/** Returns the nft rules as one text, which nft applies in one step: it deletes an earlier table for this port and adds the new one. Pure. */
function rulesFor({ table, port }: { table: string; port: number }): string {
  return `table ${table} {}
delete table ${table}
table ${table} {
  chain leases {
    type filter hook output priority filter; policy accept;
    oifname "lo" meta skuid ${leaseUsers.first}-${leaseUsers.last} tcp dport ${port} reject with tcp reset
  }
}
`
}

/** Runs nft with rules. Resolves with the reason of a failure, or null. */
function runNft(nft: string, rules: string): Promise<string | null> {
  return new Promise((resolve) => {
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }
    const child = execFile(nft, ['-f', '-'], { timeout: withinMs, env }, (error, _stdout, stderr) => {
      if (error === null) return resolve(null)
      resolve(
        (error as NodeJS.ErrnoException).code === 'ENOENT' ? `the program ${nft} is not installed` : stderr.trim().split('\n')[0] || error.message,
      )
    })
    // If nft ends before it has read all rules, its exit reports the reason.
    child.stdin?.on('error', () => {})
    child.stdin?.end(rules)
  })
}
