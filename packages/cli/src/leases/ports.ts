import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/** What `infinitio ports` takes. */
export type PortsOptions = CommonOptions & { readonly token: boolean; readonly revoke?: string }

/**
 * Lists the ports of a lease with their addresses; with `--token` makes an access token for programs, with `--revoke` takes one back. Throws
 * `lease.port_unknown` when the lease names no port, `lease.port_tokens_limit`, `lease.over`.
 */
export async function ports(leaseId: string, options: PortsOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.revoke !== undefined) await client.revokePortToken({ leaseId, tokenId: options.revoke })
  const made = options.token ? await client.createPortToken({ leaseId, kind: 'program' }) : null
  const { ports: open, tokens } = await client.getLeasePorts(leaseId)
  const [first] = open
  const example = made === null || first === undefined ? [] : ['', made.token, `curl -H 'Authorization: Bearer ${made.token}' ${first.url}`]
  const lines = [
    ...open.map(({ port, url }) => `${port}  ${url}`),
    ...tokens.map(({ tokenId, createdAt }) => `token ${tokenId}  ${dateText(createdAt)}`),
    ...example,
  ]
  const none = 'This lease names no port. Say --port when you rent.'
  printResult({ json: options.json, value: { ports: open, tokens, made }, text: lines.length === 0 ? none : lines.join('\n') })
}

function dateText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
