import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, hex32 } from '@infinitio/domain'
import { readJobFile } from '@infinitio/sdk/job-file'
import { expect, it, onTestFinished } from 'vitest'
import { memoryJournal, memoryMarket } from '../../test/index.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { planTask } from './planTask.ts'

it('plans in other turns than merges, and limits the time of a module that nobody paid for', async () => {
  const { effects, work, turns } = setup()
  const plan = (limits: Partial<JobEffects['limits']>) =>
    planTask(
      { ...effects, limits: { ...effects.limits, ...limits } },
      {
        ...{ work, signal: new AbortController().signal, isStored: false },
        command: { task: 'count', salt: hex32(`0x${'2'.repeat(64)}`), results: {} },
      },
    )
  await expect(plan({ splitSeconds: 0 })).rejects.toThrow('did not end within 0 s')
  // With the time of other programs, the module is read, and refused for what it is.
  await expect(plan({})).rejects.not.toThrow('did not end within')
  expect(turns).toEqual(['plan', 'plan'])
})

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'))
  const market = memoryMarket()
  onTestFinished(() => {
    market.remove()
    rmSync(folder, { recursive: true })
  })
  const module = join(folder, 'no-module.wasm')
  writeFileSync(module, 'no module')
  const file = readJobFile(
    `name: count\nmax_cost: 1\ntasks:\n  count:\n    adapter: custom@1\n    files: { module: ${module} }\n    fuel: 1000000\n    output_bytes: 64\n`,
  )
  const { tasks, maxCost, deadlineSeconds, priority } = file
  const parts = { id: hex32(`0x${'1'.repeat(64)}`), owner: address(`0x${'1'.repeat(40)}`) }
  const work: JobWork = { ...parts, maxCost, deadlineSeconds, priority, tasks }
  const turns: string[] = []
  const turn =
    (name: string): JobEffects['inTurn'] =>
    async (step) => {
      turns.push(name)
      return await step()
    }
  const effects = { ...market.effectsOf(memoryJournal()), inTurn: turn('merge'), inPlanTurn: turn('plan') }
  return { effects, work, turns }
}
