import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { leftOf, leftProcesses, runMarker } from './leftProcesses.ts'
import type { RunningProcess } from './runningProcesses.ts'

const run = { id: '7', startTicks: 100n }
const one = (change: Partial<RunningProcess>): RunningProcess => ({
  ...{ pid: 1, startTicks: 200n, users: [0, 0, 0, 0], environment: [], command: 'sleep 1000', ...change },
})

describe('remaining processes of a test run', () => {
  it('are those with its mark, and those of leases that started after it', () => {
    const marked = one({ pid: 2, environment: ['HOME=/', `${runMarker}=7`] })
    const ofLeaseUser = one({ pid: 3, users: [0, 700_000, 700_000, 700_000] })
    const ofLease = one({ pid: 4, environment: [`INFINITIO_LEASE_HOME=${tmpdir()}/infinitio-e2e/leases/1/home`] })
    const older = one({ pid: 5, startTicks: 99n, users: [700_000, 700_000, 700_000, 700_000] })
    const stranger = one({ pid: 6, environment: ['HOME=/root'] })
    const users = [700_000, 700_000, 700_000, 700_000]
    const ofMarket = one({ pid: 7, users, environment: ['INFINITIO_LEASE_HOME=/root/.infinitio/leases/1/home'] })
    expect(leftOf([marked, ofLeaseUser, ofLease, older, stranger, ofMarket], run).map(({ pid }) => pid)).toEqual([2, 3, 4])
  })

  it('leave out leases while another run is active, which may own them', () => {
    const other = one({ pid: 2, environment: [`${runMarker}=8`] })
    const marked = one({ pid: 3, environment: [`${runMarker}=7`] })
    const ofLease = one({ pid: 4, environment: [`INFINITIO_LEASE_HOME=${tmpdir()}/x`] })
    expect(leftOf([other, marked, ofLease], run).map(({ pid }) => pid)).toEqual([3])
    const alone = one({ pid: 2, command: 'node node_modules/.bin/vitest run e2e/move.test.ts' })
    expect(leftOf([alone, marked, ofLease], run).map(({ pid }) => pid)).toEqual([3])
  })

  it.skipIf(process.platform !== 'linux')('are found and named when they left their session, and gone when they ended', async () => {
    const id = `test-${process.pid}`
    const daemon = spawn('sleep', ['1000'], { env: { ...process.env, [runMarker]: id }, detached: true, stdio: 'ignore' })
    onTestFinished(() => void daemon.kill('SIGKILL'))
    await once(daemon, 'spawn')
    const left = await leftProcesses({ id, startTicks: 0n }, 0)
    expect(left?.filter(({ pid }) => pid === daemon.pid)).toMatchObject([{ command: 'sleep 1000' }])
    daemon.kill('SIGKILL')
    await once(daemon, 'exit')
    expect((await leftProcesses({ id, startTicks: 0n }))?.filter(({ pid }) => pid === daemon.pid)).toEqual([])
  })
})
