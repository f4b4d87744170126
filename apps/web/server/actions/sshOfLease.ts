import { type Hex32, knownHostsLine } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { GatewayAddress } from '../services.ts'

/**
 * How a lease is reached by OpenSSH, exactly as a person types it: a jump through the gateway, then the machine itself, whose host key is
 * on chain. Both keys are given as known_hosts lines.
 */
export function sshOfLease(args: {
  leaseId: string
  hostKey: string
  gateway: GatewayAddress
  gatewayHostKey: Hex32
}): NonNullable<LeaseWire['ssh']> {
  const name = `lease-${args.leaseId}`
  const { sshHost, sshPort } = args.gateway
  return {
    command: `ssh -J ${name}@${sshHost}:${sshPort} root@${name}`,
    knownHosts: [
      knownHostsLine({ host: sshHost, port: sshPort, hostKey: args.gatewayHostKey }),
      knownHostsLine({ host: name, port: 22, hostKey: args.hostKey }),
    ],
    gatewayHost: sshHost,
    gatewayPort: sshPort,
  }
}
