import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Client, refusal } from '@infinitio/sdk'
import { keysToTry } from './ownSshKey.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

/**
 * How OpenSSH reaches a lease: `config` is the configuration file to use, and `name` the lease's host name in it. `jobConfig` is a second configuration file,
 * for jobs. `lease` is the lease itself.
 */
export type SshTarget = { readonly name: string; readonly config: string; readonly jobConfig: string; readonly lease: Lease }

/**
 * Writes the SSH configuration and known_hosts of a lease, or of the lease that its workload moved to, into
 * ~/.infinitio/ssh. Throws `lease.over`, `lease.unknown`, `lease.keys_of_another`, `lease.watch_only`,
 * `auth.forbidden`.
 */
export async function sshTarget(client: Client, { leaseId, identity }: { leaseId: string; identity?: string | undefined }): Promise<SshTarget> {
  const lease = await leaseNow(client, leaseId)
  const { ssh } = lease
  if (lease.heldByTransfer && lease.role === 'renter' && ssh === null) throw refusal('lease.keys_of_another', { detail: `lease ${leaseId}` })
  if (lease.role === 'watcher') throw refusal('lease.watch_only', { detail: `lease ${leaseId}` })
  if (ssh === null) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const folder = join(homedir(), '.infinitio', 'ssh')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const knownHosts = join(folder, `known_hosts-lease-${leaseId}`)
  const [config, jobConfig] = [join(folder, `config-lease-${leaseId}`), join(folder, `job-config-lease-${leaseId}`)]
  const files = { knownHosts, identityFile: identity ?? null, alsoTry: keysToTry() }
  writeFileSync(knownHosts, `${ssh.knownHosts.join('\n')}\n`, { mode: 0o600 })
  writeFileSync(config, sshConfig({ ssh }, files), { mode: 0o600 })
  writeFileSync(jobConfig, sshConfig({ ssh }, { ...files, isHopQuiet: true }), { mode: 0o600 })
  return { name: ssh.name, config, jobConfig, lease }
}

/** Returns the lease, or the lease that its workload moved to. */
async function leaseNow(client: Client, leaseId: string): Promise<Lease> {
  const lease = await client.getLease(leaseId)
  if (lease.role !== 'renter' || lease.heldByTransfer) return lease
  const { movedTo } = await client.getLeaseDisk(leaseId)
  return movedTo === null ? lease : client.getLease(movedTo)
}

/** Accepts only a host name or an address, because the API's value goes into a shell command and the configuration. */
const hostForm = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/
/** Seconds to wait for a gateway. */
const answerWithinSeconds = 3

/**
 * Returns an OpenSSH configuration for one lease. The host `lease-<id>` is reached through the first gateway that answers, and OpenSSH accepts only the two
 * host keys (of gateway and machine) that the market confirms. If `identityFile` is null, OpenSSH tries the keys in `alsoTry`; if that list is empty, it looks
 * for keys itself. `isHopQuiet` keeps the gateway's messages out of the machine's output. Throws `api.invalid_field` for a gateway with a malformed host name.
 */
export function sshConfig(
  lease: { ssh: NonNullable<Lease['ssh']> },
  files: { knownHosts: string; identityFile: string | null; alsoTry?: readonly string[]; isHopQuiet?: boolean },
): string {
  const { name } = lease.ssh
  const gateways = [{ host: lease.ssh.gatewayHost, port: lease.ssh.gatewayPort }, ...lease.ssh.otherGateways]
  for (const { host } of gateways) if (!hostForm.test(host)) throw refusal('api.invalid_field', { detail: `the gateway ${JSON.stringify(host)}` })
  const jumpName = (at: number): string => (at === 0 ? `gateway-of-${name}` : `gateway-${at + 1}-of-${name}`)
  const alsoTry = (files.alsoTry ?? []).map((file) => `  IdentityFile ${quote(file)}`)
  const identity = files.identityFile === null ? alsoTry : [`  IdentityFile ${quote(files.identityFile)}`, '  IdentitiesOnly yes']
  const hop = files.isHopQuiet === true ? ['  LogLevel QUIET'] : []
  const common = [
    `  UserKnownHostsFile ${quote(files.knownHosts)}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    '  UpdateHostKeys no',
    ...identity,
  ]
  return [
    ...gateways.slice(0, -1).flatMap((gateway, at) => [`Match originalhost ${name} exec "${answers(gateway)}"`, `  ProxyJump ${jumpName(at)}`]),
    `Host ${name}`,
    `  HostName ${name}`,
    '  Port 22',
    '  User root',
    `  ProxyJump ${jumpName(gateways.length - 1)}`,
    ...common,
    ...gateways.flatMap(({ host, port }, at) => [
      `Host ${jumpName(at)}`,
      `  HostName ${host}`,
      `  Port ${port}`,
      `  User ${name}`,
      ...common,
      ...hop,
    ]),
    '',
  ].join('\n')
}

/**
 * Returns a shell command that tests whether a gateway answers. OpenSSH runs the command for one gateway after the other and uses the first gateway that
 * answers. If none answers, it uses the last gateway, which is not tested.
 */
function answers({ host, port }: { host: string; port: number }): string {
  return `ssh-keyscan -T ${answerWithinSeconds} -t ed25519 -p ${port} ${host} 2>/dev/null | grep -q ed25519`
}

function quote(path: string): string {
  return `"${path}"`
}
