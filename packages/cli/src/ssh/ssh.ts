import { runTool } from './runTool.ts'
import { sshPlace } from './sshPlace.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'

/** What `infinitio ssh` takes. `identity` is a private key file. */
export type SshOptions = CommonOptions & { readonly identity?: string }

/**
 * Opens the real OpenSSH client on a lease, with a configuration and known_hosts of its own in ~/.infinitio/ssh. Arguments after the lease
 * run as a command there. Ends with the exit code of ssh. Throws `lease.over`, `lease.unknown`, `lease.keys_of_another`,
 * `auth.forbidden`.
 */
export async function ssh(leaseId: string, command: readonly string[], options: SshOptions): Promise<number> {
  const { client } = await signInClient(options)
  const { config, name } = await sshPlace(client, { leaseId, identity: options.identity })
  return runTool('ssh', ['-F', config, name, ...command])
}
