import type { LeaseWire } from '@infinitio/domain/wire'

type Ssh = NonNullable<LeaseWire['ssh']>

/** Matches names and addresses that a shell and OpenSSH read as one word. */
const plain = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/
/** Matches paths of key files that need no quotes in a shell or in a configuration. */
const plainPath = /^(~\/)?[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]*$/

/** The texts that the user copies to log in to a lease with the private key in `keyFile`. */
export type SshAccess = {
  readonly protect: string
  readonly trust: string
  readonly config: string
  readonly connect: string
  readonly editor: string
}

/**
 * Returns lines for a shell and a block for `~/.ssh/config`, or null if a name or path would need quotes. OpenSSH does not pass its `-i` option to a
 * jump host, so the block names the key for both hops with a `ProxyCommand`. `folder` is the folder that an editor opens. Pure.
 */
export function sshAccessOf(ssh: Ssh, { keyFile, folder }: { keyFile: string; folder: string }): SshAccess | null {
  const { name, gatewayHost: host, gatewayPort: port } = ssh
  if (!plain.test(name) || !plain.test(host) || !plainPath.test(keyFile) || ssh.knownHosts.some((line) => /['\n]/.test(line))) return null
  return {
    protect: `chmod 600 ${keyFile}`,
    trust: `mkdir -p ~/.ssh && printf '%s\\n' ${ssh.knownHosts.map((line) => `'${line}'`).join(' ')} >> ~/.ssh/known_hosts`,
    config: [
      `Host ${name}`,
      '  User root',
      `  IdentityFile ${keyFile}`,
      '  IdentitiesOnly yes',
      `  ProxyCommand ssh -i ${keyFile} -o IdentitiesOnly=yes -p ${port} -W %h:%p ${name}@${host}`,
    ].join('\n'),
    connect: `ssh ${name}`,
    editor: `vscode://vscode-remote/ssh-remote+${name}${folder}`,
  }
}
