import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { processStartTime } from '@infinitio/process/embedded'
import { measureWithin, withinSeconds } from './measureWithin.ts'
import { scriptBenchmark } from './scriptBenchmark.ts'

const never = () => new Promise<never>(() => {})

describe('the limit of a benchmark', () => {
  it('ends a benchmark that never resolves, and names the last thing it reported', async () => {
    const benchmark = {
      name: 'endless',
      limitMinutes: 0,
      measure: async (progress: (line: string) => void, _args: readonly string[], signal: AbortSignal) => {
        progress('opened /gpus')
        await new Promise((_, reject) => signal.addEventListener('abort', reject))
        return {}
      },
    }
    const lines: string[] = []
    const measured = measureWithin(benchmark, { progress: (line) => lines.push(line), callArgs: [] })
    await expect(measured).rejects.toThrow('endless did not end within 0 min. It reported last: opened /gpus')
    expect(lines).toEqual(['opened /gpus'])
  })

  it('returns the samples or the error of one that ends', async () => {
    const ended = { name: 'quick', limitMinutes: 1, measure: async () => ({ tookMs: [1, 2] }) }
    expect(await measureWithin(ended, { progress: () => {}, callArgs: [] })).toEqual({ tookMs: [1, 2] })
    const failed = { ...ended, measure: () => Promise.reject(new Error('no browser')) }
    await expect(measureWithin(failed, { progress: () => {}, callArgs: [] })).rejects.toThrow('no browser')
  })

  it('names a single event that did not come', async () => {
    await expect(withinSeconds(0, 'Lighthouse at /gpus', never)).rejects.toThrow('waited 0 s for Lighthouse at /gpus')
    expect(await withinSeconds(60, 'an answer', async () => 7)).toBe(7)
  })
})

describe('a benchmark of a script', () => {
  it('prints its progress while it runs, and ends all its processes when aborted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-bench-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const script = join(folder, 'endless.mjs')
    const child = "spawn('sleep', ['1000'], { stdio: 'ignore' })"
    writeFileSync(
      script,
      `import { spawn } from 'node:child_process'\nconsole.error('run 1: ' + process.pid + ' ' + ${child}.pid)\nsetInterval(() => {}, 1000)\n`,
    )
    const over = new AbortController()
    let pids: number[] = []
    const seen = (line: string): void => {
      pids = line.split(' ').slice(2).map(Number)
      over.abort(new Error('over'))
    }
    const measured = scriptBenchmark({ name: 'endless', script, limitMinutes: 1 }).measure(seen, [], over.signal)
    await expect(measured).rejects.toThrow('measuring endless failed')
    expect(pids).toHaveLength(2)
    await expect.poll(() => pids.filter((pid) => processStartTime(pid) !== null)).toEqual([])
  })

  it('returns the samples of its last line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-bench-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const script = join(folder, 'quick.mjs')
    writeFileSync(script, `console.error('run 1: 5 ms')\nconsole.log(JSON.stringify({ tookMs: [5], args: [process.argv.length] }))\n`)
    const lines: string[] = []
    const benchmark = scriptBenchmark({ name: 'quick', script })
    const samples = await benchmark.measure((line) => lines.push(line), ['--file', 'x'], new AbortController().signal)
    expect({ samples, lines }).toEqual({ samples: { tookMs: [5], args: [4] }, lines: ['run 1: 5 ms'] })
  })
})
