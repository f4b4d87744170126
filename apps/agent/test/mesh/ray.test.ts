import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../src/mesh/acceptedPeers.ts'
import { type RunningMember, leaveCluster, meetAll, runMember } from './runningMembers.ts'
import { memberOfTests, orderOfTests } from './clusterOfTests.ts'
import { installRay } from './installRay.ts'
import { makeMachines, meshTools, type TestMachines } from './machinesOfTests.ts'

const tools = meshTools()
const ray = process.env.TEST_LONG === '1' && !('missing' in tools) ? installRay() : { missing: 'it runs in the long tests only' }
const why = 'missing' in tools ? tools.missing : 'missing' in ray ? ray.missing : null

describe.skipIf(why !== null)(`Ray over the network of a cluster${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: TestMachines
  let folder = ''
  const members: RunningMember[] = []
  const order = orderOfTests()
  const token = 'a'.repeat(64)

  beforeAll(async () => {
    if ('missing' in tools) return
    folder = await mkdtemp(path.join(tmpdir(), 'infinitio-ray-'))
    world = makeMachines(3, tools)
    for (const [at, machine] of world.machines.entries()) members.push(await runMember(machine, memberOfTests(String(201 + at), order)))
    for (const { lease } of members) lease.run(['ip', 'link', 'set', 'lo', 'up'])
    await meetAll(members)
  })
  afterAll(async () => {
    for (const member of members) await member.lease.end()
    for (const member of members) await leaveCluster(member)
    await world?.remove()
    await rm(folder, { recursive: true, force: true })
  })

  const of = (at: number): RunningMember => members[at] ?? expect.unreachable()
  const address = (at: number): string => addressOf(of(at).member.id)
  /** Runs a command of Ray in a lease. The command has the token of the cluster, unless `withToken` is another one. */
  function run(at: number, args: readonly string[], withToken = token): string {
    const settings = [`RAY_AUTH_TOKEN=${withToken}`, 'RAY_AUTH_MODE=token', 'RAY_health_check_period_ms=1000', 'RAY_health_check_failure_threshold=3']
    const quiet = ['RAY_health_check_initial_delay_ms=1000', 'RAY_USAGE_STATS_ENABLED=0', 'RAY_DISABLE_IMPORT_WARNING=1']
    const program = 'ray' in ray ? ray.ray : ''
    return of(at).lease.run(['env', ...settings, ...quiet, '/bin/sh', '-c', 'exec "$@" 2>&1', 'ray', program, ...args])
  }
  const start = (at: number, args: readonly string[]): string =>
    run(at, ['start', `--node-ip-address=${address(at)}`, '--num-cpus=1', '--object-store-memory=80000000', `--temp-dir=${folder}/${at}`, ...args])
  /** Returns the number of processors that Ray can use. Each member of the cluster provides one. */
  const nodes = (): number => Number(/\/(\d+)\.0 CPU/.exec(run(0, ['status', `--address=${address(0)}:6379`]))?.[1])
  async function until(count: number): Promise<void> {
    for (let tries = 0; tries < 25; tries += 1) {
      if (nodes() === count) return
      await delay(1_000)
    }
    throw new Error(`Ray does not have ${count} nodes: ${run(0, ['status', `--address=${address(0)}:6379`])}`)
  }

  test('has a head and a worker on two machines, and refuses another token', async () => {
    start(0, ['--head', '--port=6379', '--include-dashboard=false'])
    start(1, [`--address=${address(0)}:6379`])
    await until(2)
    expect(() => run(2, ['status', `--address=${address(0)}:6379`], 'b'.repeat(64))).toThrow()
    expect(run(1, ['status', `--address=${address(0)}:6379`])).toContain('2.0 CPU')
  })

  test('survives the loss of a member, and takes another in its place', async () => {
    await of(1).lease.end()
    await until(1)
    start(2, [`--address=${address(0)}:6379`])
    await until(2)
  })
})
