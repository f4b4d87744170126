import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio ports`. */
export type PortsOptions = CommonOptions & {
  readonly token: boolean
  readonly revoke?: string
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/**
 * Lists the ports of a lease with their addresses. `--add` and `--remove` change them, `--token` creates an access
 * token for programs, and `--revoke` revokes one. Throws `lease.port_unknown` for a port that the lease lacks,
 * `lease.port_tokens_limit`, `lease.over`, `api.invalid_field`, and the codes of `changeLeaseAccess`.
 */
export async function ports(leaseId: string, options: PortsOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const [add, remove] = [portNumbers(options.add), portNumbers(options.remove)]
  if (add.length + remove.length > 0) {
    const change = (now: { ports: number[] }) => ({ ports: [...new Set([...now.ports.filter((port) => !remove.includes(port)), ...add])] })
    await client.changeLeaseAccess({ leaseId, signer: wallet, change })
  }
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
  const none = `This lease has no port. Add one: infinitio ports ${leaseId} --add 8888`
  printResult({ json: options.json, value: { ports: open, tokens, made }, text: lines.length === 0 ? none : lines.join('\n') })
}

function portNumbers(words: readonly string[] = []): number[] {
  const ports = words.map(Number)
  const wrong = words.find((_, at) => !Number.isInteger(ports[at]) || (ports[at] ?? 0) < 1 || (ports[at] ?? 0) > 65_535)
  if (wrong !== undefined) throw refusal('api.invalid_field', { detail: `${wrong} is not a port: use a number from 1 to 65535` })
  return ports
}

function dateText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
