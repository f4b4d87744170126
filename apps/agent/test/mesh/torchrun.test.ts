import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberOfTests, orderOfTests } from './clusterOfTests.ts'
import { installPython } from './installPython.ts'
import { makeMachines, meshTools, type TestMachines } from './machinesOfTests.ts'
import { leaveCluster, meetAll, type RunningMember, runMember } from './runningMembers.ts'

const version = '2.9.1'
// PyTorch's own list has builds for processors. PyPI has only the build with CUDA, which is several gigabytes.
const pip = [[`torch==${version}`, '--index-url', 'https://download.pytorch.org/whl/cpu'], [`torch==${version}`]]
const tools = meshTools()
const torch =
  process.env.TEST_LONG === '1' && !('missing' in tools)
    ? installPython({ name: `torch-${version}`, pip })
    : { missing: 'it runs in the long tests only' }
const why = 'missing' in tools ? tools.missing : 'missing' in torch ? torch.missing : null
const root = path.resolve(import.meta.dirname, '..', '..', '..', '..')

/** The commands of the guide, by the number of their lease. */
const commands = [...readFileSync(path.join(root, 'docs/guides/clusters.md'), 'utf8').matchAll(/^infinitio ssh (\d+) '(.*torchrun.*)'$/gm)]

test('the guide has a command for each of two leases', () => {
  expect(commands.map(([, lease]) => lease)).toEqual(['12', '13'])
})

describe.skipIf(why !== null)(`torchrun over the network of a cluster${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: TestMachines
  const members: RunningMember[] = []
  const order = orderOfTests()

  beforeAll(async () => {
    if ('missing' in tools) return
    world = makeMachines(2, tools)
    for (const [at, machine] of world.machines.entries()) members.push(await runMember(machine, memberOfTests(commands[at]?.[1] ?? '', order)))
    for (const { lease } of members) lease.run(['ip', 'link', 'set', 'lo', 'up'])
    await meetAll(members)
  })
  afterAll(async () => {
    for (const member of members) await member.lease.end()
    for (const member of members) await leaveCluster(member)
    await world?.remove()
  })

  test('trains one network on both leases by the commands of the guide', async () => {
    const outputs = await Promise.all(members.map(({ lease }, at) => output(lease.start(['/bin/sh', '-c', shellOf(commands[at]?.[2] ?? '')]))))
    const lines = outputs.flatMap((text) => text.match(/^rank .*$/gm) ?? [])
    expect(lines.map((line) => line.slice(0, 'rank 0 of 2'.length)).toSorted(), outputs.join('\n')).toEqual(['rank 0 of 2', 'rank 1 of 2'])
    const weights = lines.map((line) => line.split('sum of weights ')[1])
    expect(weights[0]).toBe(weights[1])
    expect(Math.max(...lines.map((line) => Number(/loss ([\d.]+)/.exec(line)?.[1])))).toBeLessThan(0.02)
  })

  /** Returns a command of the guide with the example as its script, as a shell runs it here. */
  function shellOf(command: string): string {
    const bin = 'bin' in torch ? torch.bin : ''
    return `PATH=${bin}:$PATH; export PATH OMP_NUM_THREADS=1; exec env ${command.replace('train-torch.py', path.join(root, 'examples/train-torch.py'))} 2>&1`
  }

  function output(program: ReturnType<RunningMember['lease']['start']>): Promise<string> {
    return new Promise((resolve) => {
      const parts: Buffer[] = []
      program.stdout?.on('data', (part: Buffer) => parts.push(part))
      program.once('close', () => resolve(Buffer.concat(parts).toString()))
    })
  }
})
