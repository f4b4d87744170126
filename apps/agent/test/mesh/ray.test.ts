import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { rayScript, rayVersion } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../src/mesh/acceptedPeers.ts'
import { type RunningMember, leaveCluster, meetAll, runMember } from './runningMembers.ts'
import { memberOfTests, orderOfTests } from './clusterOfTests.ts'
import { installPython } from './installPython.ts'
import { makeMachines, meshTools, type TestMachines } from './machinesOfTests.ts'

const tools = meshTools()
const ray =
  process.env.TEST_LONG === '1' && !('missing' in tools)
    ? installPython({ name: `ray-${rayVersion}`, pip: [[`ray[default]==${rayVersion}`]] })
    : { missing: 'it runs in the long tests only' }
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
  /** The environment of a lease. Its home folder has the token and the log of Ray. Each folder of Ray must be short, because it has sockets. */
  const homeOf = (at: number): string => path.join(folder, String(at))
  function inLease(at: number, words: readonly string[]): string {
    const bin = 'bin' in ray ? ray.bin : ''
    const env = [`HOME=${homeOf(at)}`, `PATH=${bin}:${process.env.PATH ?? ''}`, `RAY_TMPDIR=${homeOf(at)}/t`]
    const health = ['RAY_health_check_period_ms=1000', 'RAY_health_check_failure_threshold=3', 'RAY_health_check_initial_delay_ms=1000']
    return of(at).lease.run(['env', ...env, ...health, ...words])
  }
  /** Runs a command of Ray in a lease. The command has the token of the cluster, unless `withToken` is another one. */
  const run = (at: number, args: readonly string[], withToken = token): string =>
    inLease(at, ['RAY_AUTH_MODE=token', `RAY_AUTH_TOKEN=${withToken}`, '/bin/sh', '-c', 'exec "$@" 2>&1', 'ray', 'ray', ...args])
  /** Starts Ray in a lease as `infinitio clusters ray` does. */
  function start(at: number): string {
    mkdirSync(path.join(homeOf(at), 't'), { recursive: true })
    return inLease(at, ['/bin/sh', '-c', rayScript({ token, address: address(at), head: address(0) })])
  }
  /** Returns the number of members that Ray counts as active. */
  const nodes = (): number => {
    const [active = ''] = run(0, ['status', `--address=${address(0)}:6379`]).split('Pending:')
    return [...active.matchAll(/^ 1 node_/gm)].length
  }
  async function until(count: number): Promise<void> {
    for (let tries = 0; tries < 25; tries += 1) {
      if (nodes() === count) return
      await delay(1_000)
    }
    throw new Error(`Ray does not have ${count} nodes: ${run(0, ['status', `--address=${address(0)}:6379`])}`)
  }

  test('has a head and a worker on two machines, and refuses another token', async () => {
    expect(start(0)).toContain('Ray runs.')
    expect(start(1)).toContain('Ray runs.')
    await until(2)
    expect(start(1)).toContain('Ray runs already.')
    expect(() => run(2, ['status', `--address=${address(0)}:6379`], 'b'.repeat(64))).toThrow()
    expect(nodes()).toBe(2)
  })

  test('takes a job of the stock client at the dashboard of the head, with the token only', () => {
    const submit = ['job', 'submit', '--address=http://127.0.0.1:8265', '--', 'python3', '-c', 'import ray; ray.init(); print("counted", 6 * 7)']
    expect(run(0, submit)).toContain('counted 42')
    expect(() => run(0, submit, 'b'.repeat(64))).toThrow()
    expect(() => run(1, ['job', 'list', `--address=http://${address(0)}:8265`])).toThrow()
  })

  test('survives the loss of a member, and takes another in its place', async () => {
    await of(1).lease.end()
    await until(1)
    start(2)
    await until(2)
  })
})
