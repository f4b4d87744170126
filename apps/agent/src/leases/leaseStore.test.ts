import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadLeases, saveLease, type StoredLease } from './leaseStore.ts'

const lease: StoredLease = {
  ...{
    leaseId: '7',
    orderHash: `0x${'2'.repeat(64)}`,
    nodeId: `0x${'1'.repeat(64)}`,
    phase: 'prepared',
    startSeconds: 1,
    endSeconds: 2,
    workloadHash: '0x',
    toldEndSeconds: null,
    readySignedAtSeconds: null,
  },
  ...{
    script: { pid: 5, startTicks: '99' },
    sshKeys: ['ssh-ed25519 AAAA'],
    environment: { A: 'b' },
    startScript: 'true',
    ports: [8080],
    runtime: 'local' as const,
    ...{ image: 'none' as const, imageReference: null, imageFault: null },
    ...{ renter: '0xrenter', restore: 'none' as const, still: false, snapshotId: null },
    ...{ holder: null, access: null, gpus: null },
    ...{ secrets: 'none' as const, signedSecrets: null, secretsBox: null },
  },
}

describe('leases on disk', () => {
  test('returns leases as they were stored', async () => {
    const leasesDir = await setup()
    await saveLease(leasesDir, lease)
    expect(await loadLeases(leasesDir)).toEqual({ leases: [lease], broken: [] })
  })

  test('returns the GPUs of a lease, and all of the machine for a lease of an older agent', async () => {
    const leasesDir = await setup()
    const shared = { ...lease, gpus: { ids: ['0000:65:00.0'], of: 8 } }
    await saveLease(leasesDir, shared)
    expect((await loadLeases(leasesDir)).leases).toEqual([shared])
    const { gpus: _, ...older } = lease
    await writeFile(path.join(leasesDir, '7', 'state.json'), JSON.stringify(older))
    expect((await loadLeases(leasesDir)).leases).toEqual([lease])
  })

  test('ignores a half-written file after a kill in the middle of a write', async () => {
    const leasesDir = await setup()
    await saveLease(leasesDir, lease)
    await writeFile(path.join(leasesDir, '7', 'state.json.new'), '{"leaseId":"7","phase":')
    expect((await loadLeases(leasesDir)).leases).toEqual([lease])
  })

  test('returns never written, damaged or wrongly numbered leases as broken', async () => {
    const leasesDir = await setup()
    await mkdir(path.join(leasesDir, '8'))
    await mkdir(path.join(leasesDir, '9'))
    await writeFile(path.join(leasesDir, '9', 'state.json'), 'not json')
    await mkdir(path.join(leasesDir, '10'))
    await writeFile(path.join(leasesDir, '10', 'state.json'), JSON.stringify(lease))
    const { leases, broken } = await loadLeases(leasesDir)
    expect(leases).toEqual([])
    expect(broken.sort()).toEqual(['10', '8', '9'])
    expect((await readdir(leasesDir)).length).toBe(3)
  })

  test('rejects a state file that exists but cannot be read', async () => {
    const leasesDir = await setup()
    await saveLease(leasesDir, lease)
    await mkdir(path.join(leasesDir, '8', 'state.json'), { recursive: true })
    await expect(loadLeases(leasesDir)).rejects.toThrow('EISDIR')
    await rm(path.join(leasesDir, '8'), { recursive: true })
    await writeFile(path.join(leasesDir, 'stray'), '')
    expect(await loadLeases(leasesDir)).toEqual({ leases: [lease], broken: ['stray'] })
  })

  async function setup(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-leases-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return folder
  }
})
