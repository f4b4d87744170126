import { randomBytes } from 'node:crypto'
import { ensureLeaseEndpoint, type LeaseDetailRow } from '@infinitio/db'
import type { WorkloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const labelLetters = 20

/** A lease's part of its host names, drawn at random when it is first asked for: 100 bits, so that nobody finds it by trying. */
export function leaseEndpoint({ db }: Services, { bidHash, leaseId }: Pick<LeaseDetailRow, 'bidHash' | 'leaseId'>): Promise<string> {
  const label = [...randomBytes(labelLetters)].map((byte) => letters[byte % letters.length]).join('')
  return ensureLeaseEndpoint(db, { bidHash, leaseId, label })
}

/** The ports that a lease's signed workload names. */
export function portsOfWorkload({ workload }: Pick<LeaseDetailRow, 'workload'>): readonly number[] {
  return workload === null ? [] : (JSON.parse(workload) as WorkloadWire).ports
}

/** Where a port of a label is had: a host name of its own, never ours. */
export function portUrl({ gateway }: Services, { label, port }: { label: string; port: number }): string {
  const { protocol, host } = new URL(gateway.portsUrl)
  return `${protocol}//${port}-${label}.${host}/`
}
