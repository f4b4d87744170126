import { hashWorkload, hex32, type Workload, workloadText } from '@infinitio/domain'
import { type NodeLeaseWire, workloadWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { toDesiredLeases } from './toDesiredLeases.ts'

const workload: Workload = {
  template: 'script',
  startScript: 'echo hi',
  sshKeys: ['ssh-ed25519 AAAA'],
  environment: { A: 'b' },
  ports: [],
  salt: hex32(`0x${'5'.repeat(64)}`),
}

describe('what the market wants', () => {
  test('runs the workload that the renter signed', () => {
    const { leases, workloads } = toDesiredLeases({ leases: [lease(hashWorkload(workload), workload)], lost: [] })
    expect(leases).toMatchObject([{ leaseId: '7', state: 'booked', startSeconds: 100, endSeconds: 700 }])
    expect(workloads.get('7')).toEqual({
      sshKeys: workload.sshKeys,
      environment: { A: 'b' },
      startScript: 'echo hi',
      ports: workload.ports,
      image: null,
      secrets: null,
    })
  })

  test('does not run a changed or missing workload', () => {
    const hash = hashWorkload(workload)
    for (const body of [{ ...workload, sshKeys: ['ssh-ed25519 EVIL'] }, { ...workload, startScript: 'echo evil' }, null])
      expect(toDesiredLeases({ leases: [lease(hash, body)], lost: [] }).workloads.size).toBe(0)
  })

  test('runs the signed image, and its command after the script', () => {
    const reference = `docker.io/library/debian@sha256:${'c'.repeat(64)}`
    const inImage: Workload = { ...workload, template: 'image', image: { reference, name: 'debian' }, command: ['python3', '-V'] }
    const { workloads } = toDesiredLeases({ leases: [lease(hashWorkload(inImage), inImage)], lost: [] })
    expect(workloads.get('7')).toMatchObject({ image: reference, startScript: "echo hi\nexec 'python3' '-V'\n" })
    const other = { ...inImage, image: { reference: reference.replace('cc', 'dd') } }
    expect(toDesiredLeases({ leases: [lease(hashWorkload(inImage), other)], lost: [] }).workloads.size).toBe(0)
  })

  test('runs no start script for the plain shell template', () => {
    const shell: Workload = { ...workload, template: 'shell' }
    expect(toDesiredLeases({ leases: [lease(hashWorkload(shell), shell)], lost: [] }).workloads.get('7')?.startScript).toBe('')
  })

  test('lists a lost lease for wiping, without a workload', () => {
    const { leaseId, bidHash, terms, endsAt } = lease(hashWorkload(workload), workload)
    const { leases, workloads } = toDesiredLeases({ leases: [], lost: [{ leaseId, bidHash, terms, endsAt }] })
    expect(leases).toMatchObject([{ leaseId: '7', state: 'lost', nodeId: terms.node, startSeconds: 100, workloadHash: terms.workloadHash }])
    expect(workloads.size).toBe(0)
  })
})

function lease(workloadHash: string, body: Workload | null): NodeLeaseWire {
  const zero = `0x${'0'.repeat(40)}`
  const copied = body === null ? null : workloadWire.parse(JSON.parse(workloadText(body)))
  return {
    ...{ leaseId: '7', bidHash: workloadHash, state: 'booked', settledAt: 100, readyAt: null, endsAt: 700, workload: copied, hasSecrets: false },
    terms: {
      ...{
        renter: zero,
        provider: zero,
        node: `0x${'1'.repeat(64)}`,
        hostKey: workloadHash,
        pricePerGpuSecond: '1',
        gpus: 1,
        start: 100,
        durationSeconds: 600,
      },
      ...{
        noticeSeconds: 0,
        trialSeconds: 0,
        feeBps: 25,
        flags: 1,
        askNonce: '0',
        askMaxDurationSeconds: 600,
        askAvailableUntil: 1_000,
        workloadHash,
      },
    },
  }
}
