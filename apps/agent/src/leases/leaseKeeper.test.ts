import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { expect, onTestFinished, test } from 'vitest'
import { LocalRuntime } from '../runtime/local/localRuntime.ts'
import { LeaseKeeper } from './leaseKeeper.ts'
import { loadLeases, saveLease, type StoredLease } from './leaseStore.ts'

const lease: StoredLease = {
  ...{ leaseId: '7', orderHash: null, nodeId: `0x${'1'.repeat(64)}`, phase: 'prepared', startSeconds: 1, endSeconds: 0, workloadHash: '0x' },
  ...{ toldEndSeconds: null, readySignedAtSeconds: null, script: 'none', sshKeys: [], environment: {}, startScript: '', ports: [], runtime: 'local' },
  ...{ image: 'none', imageReference: null, imageFault: null, renter: '0xrenter', restore: 'none', still: false, snapshotId: null },
  ...{ holder: null, access: null, gpus: null },
  ...{ secrets: 'none', signedSecrets: null, secretsBox: null },
}

test('writes to the log that a lease ends, and that it continues after an extension', async () => {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-keeper-'))
  onTestFinished(() => rm(leasesDir, { recursive: true, force: true }))
  await saveLease(leasesDir, { ...lease, endSeconds: 3_600 })
  const logger = createLogger({ room: 'test' })
  const keeper = new LeaseKeeper({ leasesDir, nodes: new Map(), runtime: new LocalRuntime({ leasesDir, logger }), logger })
  await keeper.adopt()
  await keeper.updateEnd('7', 3_660)
  await keeper.tellEnd('7', { endSeconds: 3_660, nowSeconds: 3_600 })
  expect(keeper.actual()).toMatchObject([{ toldEndSeconds: 3_660 }])
  await keeper.updateEnd('7', 7_260)
  expect((await readFile(keeper.find('7')?.sandbox.logFile ?? '', 'utf8')).trimEnd().split('\n')).toEqual([
    '[infinitio] this lease ends in 60 s, at 01:01:00 UTC, and its disk is wiped: save your work, or extend it on its page or with: infinitio extend 7',
    '[infinitio] this lease was extended and goes on until 02:01:00 UTC',
  ])
})

test('stores all concurrent changes of one lease, with the last one on top', async () => {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-keeper-'))
  onTestFinished(() => rm(leasesDir, { recursive: true, force: true }))
  await saveLease(leasesDir, lease)
  const logger = createLogger({ room: 'test' })
  const keeper = new LeaseKeeper({ leasesDir, nodes: new Map(), runtime: new LocalRuntime({ leasesDir, logger }), logger })
  await keeper.adopt()
  // Two parts of the agent change the stored state of one lease at the same time, as at the end of a snapshot: the main loop stores a new end of the lease,
  // while the snapshot code resumes the lease's programs.
  const ends = Array.from({ length: 20 }, (_, end) => end + 1)
  await Promise.all(ends.flatMap((end) => [keeper.updateEnd('7', end), keeper.noteDisk('7', { still: end % 2 === 1 })]))
  expect((await loadLeases(leasesDir)).leases).toEqual([{ ...lease, endSeconds: 20, still: false }])
})
