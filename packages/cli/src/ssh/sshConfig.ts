import { refusal, type getLease } from '@infinitio/sdk'

/** A name or an address, and nothing that a shell or the configuration would read otherwise: it comes from the API. */
const hostForm = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/
/** A gateway that is well answers in a fraction of this. */
const answerWithinSeconds = 3

type Lease = Awaited<ReturnType<typeof getLease>>

/**
 * An OpenSSH configuration for one lease: `lease-<id>` through the first gateway that answers, with exactly the two host keys the market vouches for and no
 * others. `identityFile` null leaves the choice of keys to OpenSSH. With `isHopQuiet` the gateway's hop writes nothing into what the machine says.
 */
export function sshConfig(
  lease: { ssh: NonNullable<Lease['ssh']> },
  files: { knownHosts: string; identityFile: string | null; isHopQuiet?: boolean },
): string {
  const { name } = lease.ssh
  const gateways = [{ host: lease.ssh.gatewayHost, port: lease.ssh.gatewayPort }, ...lease.ssh.otherGateways]
  for (const { host } of gateways) if (!hostForm.test(host)) throw refusal('api.invalid_field', { detail: `the gateway ${JSON.stringify(host)}` })
  const jumpName = (at: number): string => (at === 0 ? `gateway-of-${name}` : `gateway-${at + 1}-of-${name}`)
  const identity = files.identityFile === null ? [] : [`  IdentityFile ${quote(files.identityFile)}`, '  IdentitiesOnly yes']
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
