import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { AppendLog } from '../src/files/appendLog.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-shorten-'))
const program = fileURLToPath(new URL('./shortenProgram.ts', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * The steps of the file system at which the program is killed, by their numbers. A short test run kills it only when it opens the new file, when it writes the
 * last lines, and when it renames the file.
 */
const mostSteps = 16
const steps = process.env['TEST_LONG'] === '1' ? Array.from({ length: mostSteps }, (_, at) => at + 1) : [1, 6, 8]

/** Runs the program. Returns the number of added lines, and true if it was killed. */
async function run(path: string, step: number): Promise<{ readonly added: number; readonly isKilled: boolean }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, path, String(step)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString()
  })
  await once(child, 'close')
  return { added: text.split('+').length - 1, isKilled: !text.endsWith('.') }
}

/** Returns the numbers of the lines of a log, including the lines that its first line replaces, and whether the log was shortened. */
function numbersIn(path: string): { readonly numbers: readonly number[]; readonly isShort: boolean } {
  const { log, lines } = AppendLog.open(path)
  log.close()
  const numbers = lines.flatMap((line) => {
    const [kind, value] = line.split(' ')
    if (kind === 'first') return Array.from({ length: Number(value) }, (_, at) => at)
    return kind === 'line' ? [Number(value)] : []
  })
  return { numbers, isShort: lines[0]?.startsWith('first') === true }
}

describe('a log that is shortened', () => {
  it.each(steps)('has each line exactly once after a kill at step %d', async (step) => {
    const path = join(folder, `step-${step}`)
    const { added, isKilled } = await run(path, step)
    const { numbers } = numbersIn(path)
    expect(isKilled).toBe(true)
    expect(numbers).toEqual(numbers.map((_, at) => at))
    expect(numbers.length).toBeGreaterThanOrEqual(added)
    expect(numbers.length).toBeLessThanOrEqual(added + 1)
    expect(readdirSync(folder).filter((name) => name.startsWith(`step-${step}.`))).toEqual([])
  })

  it('is short, and has the lines that were added during the change', async () => {
    const path = join(folder, 'whole')
    expect(await run(path, 1_000)).toEqual({ added: 9, isKilled: false })
    expect(numbersIn(path)).toEqual({ numbers: [0, 1, 2, 3, 4, 5, 6, 7, 8], isShort: true })
  })

  it('stays as it is if the shorter file cannot be written', async () => {
    const path = join(folder, 'blocked')
    const { log } = AppendLog.open(path)
    log.append('line 0')
    mkdirSync(`${path}.shorter`)
    await expect(log.shorten(['first 1'], () => 'mark')).rejects.toThrow('EISDIR')
    log.append('line 1')
    log.close()
    rmSync(`${path}.shorter`, { recursive: true })
    expect(numbersIn(path)).toEqual({ numbers: [0, 1], isShort: false })
  })
})
