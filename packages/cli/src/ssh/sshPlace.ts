import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Client, refusal } from '@infinitio/sdk'
import { sshConfig } from './sshConfig.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

/** How OpenSSH reaches a lease: the name it has in a configuration of its own, the same for a job, and the lease that answers. */
export type SshPlace = { readonly name: string; readonly config: string; readonly jobConfig: string; readonly lease: Lease }

/**
 * Writes the configuration and known_hosts of a lease, or of the one that its workload moved to, into ~/.infinitio/ssh. Throws `lease.over`, `lease.unknown`,
 * `lease.keys_of_another`, `lease.watch_only`, `auth.forbidden`.
 */
export async function sshPlace(client: Client, { leaseId, identity }: { leaseId: string; identity?: string | undefined }): Promise<SshPlace> {
  const lease = await leaseNow(client, leaseId)
  const { ssh } = lease
  if (lease.heldByTransfer && lease.role === 'renter' && ssh === null) throw refusal('lease.keys_of_another', { detail: `lease ${leaseId}` })
  if (lease.role === 'watcher') throw refusal('lease.watch_only', { detail: `lease ${leaseId}` })
  if (ssh === null) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const folder = join(homedir(), '.infinitio', 'ssh')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const knownHosts = join(folder, `known_hosts-lease-${leaseId}`)
  const [config, jobConfig] = [join(folder, `config-lease-${leaseId}`), join(folder, `job-config-lease-${leaseId}`)]
  const files = { knownHosts, identityFile: identity ?? null }
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
