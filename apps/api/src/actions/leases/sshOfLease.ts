import { type Hex32, knownHostsLine } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { GatewayAddress } from '../../services/services.ts'

/**
 * How a lease is reached by OpenSSH, exactly as a person types it: a jump through the gateway, then the machine itself, whose host key is
 * on chain. The keys are given as known_hosts lines: one for each gateway, then the machine's.
 */
export function sshOfLease(args: {
  /** The lease that its workload came from first, which gives it its name. */
  leaseId: string
  hostKey: string
  gateway: GatewayAddress
  gatewayHostKey: Hex32
}): NonNullable<LeaseWire['ssh']> {
  const name = `lease-${args.leaseId}`
  const { sshHost, sshPort, others } = args.gateway
  const gateways = [{ host: sshHost, port: sshPort }, ...others.map((other) => ({ host: other.sshHost, port: other.sshPort }))]
  return {
    name,
    command: `ssh -J ${name}@${sshHost}:${sshPort} root@${name}`,
    knownHosts: [
      ...gateways.map((gateway) => knownHostsLine({ ...gateway, hostKey: args.gatewayHostKey })),
      knownHostsLine({ host: name, port: 22, hostKey: args.hostKey }),
    ],
    gatewayHost: sshHost,
    gatewayPort: sshPort,
    otherGateways: gateways.slice(1),
  }
}
