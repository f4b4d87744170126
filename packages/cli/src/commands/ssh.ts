import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../settings.ts'
import { sshConfig } from './sshConfig.ts'

/** What `infinitio ssh` takes. `identity` is a private key file. */
export type SshOptions = CommonOptions & { readonly identity?: string }

/**
 * Opens the real OpenSSH client on a lease, with a configuration and known_hosts of its own in ~/.infinitio/ssh. Arguments after the lease
 * run as a command there. Ends with the exit code of ssh. Throws `lease.over`, `lease.unknown`, `lease.keys_of_another`,
 * `auth.forbidden`.
 */
export async function ssh(leaseId: string, command: readonly string[], options: SshOptions): Promise<number> {
  const { client } = await signInClient(options)
  const lease = await leaseNow(client, leaseId)
  if (lease.heldByTransfer && lease.role === 'renter' && lease.ssh === null) throw refusal('lease.keys_of_another', { detail: `lease ${leaseId}` })
  if (lease.ssh === null) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const folder = join(homedir(), '.infinitio', 'ssh')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const knownHosts = join(folder, `known_hosts-lease-${leaseId}`)
  const config = join(folder, `config-lease-${leaseId}`)
  writeFileSync(knownHosts, `${lease.ssh.knownHosts.join('\n')}\n`, { mode: 0o600 })
  writeFileSync(config, sshConfig({ ssh: lease.ssh }, { knownHosts, identityFile: options.identity ?? null }), { mode: 0o600 })
  return runSsh(['-F', config, lease.ssh.name, ...command])
}

/** The lease, or the one that its workload moved to. */
async function leaseNow(client: Client, leaseId: string): Promise<Awaited<ReturnType<Client['getLease']>>> {
  const lease = await client.getLease(leaseId)
  if (lease.role !== 'renter' || lease.heldByTransfer) return lease
  const { movedTo } = await client.getLeaseDisk(leaseId)
  return movedTo === null ? lease : client.getLease(movedTo)
}

function runSsh(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', args, { stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 255))
  })
}
