import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { leftOf, leftProcesses, runMarker } from './leftProcesses.ts'
import type { RunningProcess } from './runningProcesses.ts'

const run = { id: '7', startTicks: 100n }
const one = (change: Partial<RunningProcess>): RunningProcess => ({
  ...{ pid: 1, startTicks: 200n, users: [0, 0, 0, 0], environment: [], command: 'sleep 1000', ...change },
})

describe('processes that a run of tests left', () => {
  it('are those with its mark and those of leases that started after it', () => {
    const marked = one({ pid: 2, environment: ['HOME=/', `${runMarker}=7`] })
    const ofLeaseUser = one({ pid: 3, users: [0, 700_000, 700_000, 700_000] })
    const ofLease = one({ pid: 4, environment: ['INFINITIO_LEASE_HOME=/tmp/x'] })
    const older = one({ pid: 5, startTicks: 99n, users: [700_000, 700_000, 700_000, 700_000] })
    const stranger = one({ pid: 6, environment: ['HOME=/root'] })
    expect(leftOf([marked, ofLeaseUser, ofLease, older, stranger], run).map(({ pid }) => pid)).toEqual([2, 3, 4])
  })

  it('do not include leases while another run is alive, whose leases they may be', () => {
    const other = one({ pid: 2, environment: [`${runMarker}=8`] })
    const marked = one({ pid: 3, environment: [`${runMarker}=7`] })
    const ofLease = one({ pid: 4, environment: ['INFINITIO_LEASE_HOME=/tmp/x'] })
    expect(leftOf([other, marked, ofLease], run).map(({ pid }) => pid)).toEqual([3])
  })

  it.skipIf(process.platform !== 'linux')('are found and named when they left their session, and gone when they ended', async () => {
    const id = `test-${process.pid}`
    const daemon = spawn('sleep', ['1000'], { env: { ...process.env, [runMarker]: id }, detached: true, stdio: 'ignore' })
    onTestFinished(() => void daemon.kill('SIGKILL'))
    await once(daemon, 'spawn')
    const left = await leftProcesses({ id, startTicks: 0n })
    expect(left?.filter(({ pid }) => pid === daemon.pid)).toMatchObject([{ command: 'sleep 1000' }])
    daemon.kill('SIGKILL')
    await once(daemon, 'exit')
    expect((await leftProcesses({ id, startTicks: 0n }))?.filter(({ pid }) => pid === daemon.pid)).toEqual([])
  })
})
