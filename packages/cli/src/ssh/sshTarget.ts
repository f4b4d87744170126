import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Client, refusal } from '@infinitio/sdk'
import { keysToTry } from './ownSshKey.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

/** How OpenSSH reaches a lease: the name it has in a configuration of its own, the same for a job, and the lease that answers. */
export type SshTarget = { readonly name: string; readonly config: string; readonly jobConfig: string; readonly lease: Lease }

/**
 * Writes the configuration and known_hosts of a lease, or of the one that its workload moved to, into ~/.infinitio/ssh. Throws `lease.over`, `lease.unknown`,
 * `lease.keys_of_another`, `lease.watch_only`, `auth.forbidden`.
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

/** The lease, or the one that its workload moved to. */
async function leaseNow(client: Client, leaseId: string): Promise<Lease> {
  const lease = await client.getLease(leaseId)
  if (lease.role !== 'renter' || lease.heldByTransfer) return lease
  const { movedTo } = await client.getLeaseDisk(leaseId)
  return movedTo === null ? lease : client.getLease(movedTo)
}

/** A name or an address, and nothing that a shell or the configuration would read otherwise: it comes from the API. */
const hostForm = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/
/** A gateway that is well answers in a fraction of this. */
const answerWithinSeconds = 3

/**
 * An OpenSSH configuration for one lease: `lease-<id>` through the first gateway that answers, with exactly the two host keys the market vouches for and no
 * others. `identityFile` null leaves the choice of keys to OpenSSH, among `alsoTry` where it is not empty. With `isHopQuiet` the gateway's hop writes nothing into what the machine says.
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

/** A command that says whether a gateway answers, for OpenSSH to choose by: it takes the first, and the last without asking. */
function answers({ host, port }: { host: string; port: number }): string {
  return `ssh-keyscan -T ${answerWithinSeconds} -t ed25519 -p ${port} ${host} 2>/dev/null | grep -q ed25519`
}

function quote(path: string): string {
  return `"${path}"`
}
