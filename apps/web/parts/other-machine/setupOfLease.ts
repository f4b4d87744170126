import type { LeaseWire } from '@infinitio/domain/wire'
import { type LeaseSetup, plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { parseSshKey } from '#web/parts/lease-setup/sshKey.ts'

/**
 * Returns the initial values of a checkout form that runs the same program as a lease. Only the names of the secrets are known, so the renter must type their
 * values again.
 */
export function setupOfLease({ name, workload }: Pick<LeaseWire, 'name' | 'workload'>): LeaseSetup {
  if (workload === null) return { ...plainSetup, name }
  const { template, startScript, sshKeys, ports, image, command, secrets } = workload
  return {
    ...plainSetup,
    ...{ name, template, startScript, ports: ports.join(', ') },
    keys: sshKeys.flatMap((line) => parseSshKey(line) ?? []),
    image: image?.reference ?? '',
    command: command?.join(' ') ?? '',
    secrets: secrets?.names.map((secret, key) => ({ key, name: secret, value: '' })) ?? [],
  }
}
