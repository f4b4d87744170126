import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../e2e/deployment/startTestDeployment.ts'
import { checkout } from '../start/dataFolder.ts'
import type { Benchmark } from './benchmark.ts'

const coldRuns = 3
const warmRuns = 5

/**
 * Measures how long a newcomer waits for the ready line, in ms: with `npm start` in a fresh clone (with the packages in npm's cache), and with `npm start`
 * again.
 */
export const startBenchmark: Benchmark = {
  name: 'start',
  limitMinutes: 45,
  measure: async (progress) => {
    const samples: { coldMs: number[]; warmMs: number[] } = { coldMs: [], warmMs: [] }
    for (let run = 1; run <= coldRuns; run += 1) {
      const folder = temporaryFolder()
      const clone = join(folder, 'clone')
      const data = join(folder, 'data')
      mkdirSync(data)
      try {
        const cloned = spawnSync('git', ['clone', '--quiet', checkout, clone], { encoding: 'utf8' })
        if (cloned.error || cloned.status !== 0) throw new Error(`cloning failed: ${cloned.stderr}`)
        samples.coldMs.push(await timeStart({ clone, data }))
        progress(`cold start ${run}: ${samples.coldMs.at(-1)} ms`)
        for (let warm = 0; run === coldRuns && warm < warmRuns; warm += 1) {
          samples.warmMs.push(await timeStart({ clone, data }))
          progress(`warm start ${warm + 1}: ${samples.warmMs.at(-1)} ms`)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
    return samples
  },
}

/** Runs `npm start` up to its ready line and the first page, and stops it. Returns the time to the page in ms. */
async function timeStart({ clone, data }: { clone: string; data: string }): Promise<number> {
  const startedAt = performance.now()
  const env = { ...process.env, INFINITIO_DATA: data, PORT: '0', CI: '1' }
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = ''
      const read = (part: Buffer) => {
        output += part.toString()
        const ready = /Infinitio is ready: (\S+)/.exec(output)?.[1]
        if (ready !== undefined) resolve(ready)
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('close', () => reject(new Error(`npm start ended early:\n${output}`)))
    })
    const page = await fetch(new URL(url).origin)
    if (!page.ok) throw new Error(`the first page answered ${page.status}`)
    await page.text()
    return Math.round(performance.now() - startedAt)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
