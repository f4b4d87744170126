import type { getLease } from '@infinitio/sdk'

type Lease = Awaited<ReturnType<typeof getLease>>

/**
 * An OpenSSH configuration for one lease: `lease-<id>` through the gateway, with exactly the two host keys the market vouches for and no
 * others. `identityFile` null leaves the choice of keys to OpenSSH.
 */
export function sshConfig(
  lease: Pick<Lease, 'leaseId'> & { ssh: NonNullable<Lease['ssh']> },
  files: { knownHosts: string; identityFile: string | null },
): string {
  const name = `lease-${lease.leaseId}`
  const identity = files.identityFile === null ? [] : [`  IdentityFile ${quote(files.identityFile)}`, '  IdentitiesOnly yes']
  const common = [
    `  UserKnownHostsFile ${quote(files.knownHosts)}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    '  UpdateHostKeys no',
    ...identity,
  ]
  return [
    `Host ${name}`,
    `  HostName ${name}`,
    '  Port 22',
    '  User root',
    `  ProxyJump gateway-of-${name}`,
    ...common,
    `Host gateway-of-${name}`,
    `  HostName ${lease.ssh.gatewayHost}`,
    `  Port ${lease.ssh.gatewayPort}`,
    `  User ${name}`,
    ...common,
    '',
  ].join('\n')
}

function quote(path: string): string {
  return `"${path}"`
}
