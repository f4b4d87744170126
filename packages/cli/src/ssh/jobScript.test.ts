import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { shellWord } from '../terminal/texts.ts'
import { outputEnd } from './followJob.ts'
import { beganLine, type Job, jobScript } from './jobScript.ts'

const home = mkdtempSync(join(tmpdir(), 'infinitio-job-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
let jobs = 0

function jobOf(words: readonly string[]): Job {
  jobs += 1
  return { folder: `.infinitio/job-${jobs}`, mark: `mark-of-${jobs}-`, words }
}

/**
 * Simulates one connection to a job through the lease's shell. The connection ends when the job ends, or earlier, as soon as the output contains `until`. `say`
 * is sent to the job once it has printed `up`.
 */
function connect(job: Job, { from = { out: 0, err: 0 }, until, say }: { from?: { out: number; err: number }; until?: string; say?: string } = {}) {
  return new Promise<{ out: string; err: string; code: number | null }>((done) => {
    const child = spawn('sh', ['-c', jobScript(job, from)], { env: { ...process.env, HOME: home }, cwd: home, detached: true })
    const heard = { out: '', err: '' }
    const end = outputEnd(job.mark)
    child.stderr.on('data', (piece: Buffer) => (heard.err += piece.toString()))
    child.stdout.on('data', (piece: Buffer) => {
      const { bytes, code } = end.take(piece)
      heard.out += bytes.toString()
      if (say !== undefined && heard.out === 'up\n') child.stdin.write(say)
      if (code === null && (until === undefined || !heard.out.includes(until))) return
      // The end of one pipe can arrive before the last text of the other one. So wait until both are read.
      setImmediate(() => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
        done({ ...heard, code })
      })
    })
  })
}

describe('a job on a lease', () => {
  test('runs its words as they are, or one word as a line of the shell, and ends with the exit code', async () => {
    const odd = ["it's $HOME", '"a  b"', '', '*', 'é\n2']
    expect(await connect(jobOf(['printf', '[%s]', ...odd]))).toMatchObject({ out: odd.map((word) => `[${word}]`).join(''), code: 0 })
    expect(await connect(jobOf(['cd / && pwd; exit 7']))).toMatchObject({ out: '/\n', code: 7 })
    expect(await connect(jobOf(['no-such-program', 'x']))).toMatchObject({ code: 127 })
  })

  test('keeps standard error apart and gives it whole before the end', async () => {
    const { out, err, code } = await connect(jobOf(['echo 1; echo 2 >&2']))
    expect({ out, code }).toEqual({ out: '1\n', code: 0 })
    expect(err.startsWith(beganLine)).toBe(true)
  })

  test('goes on when its connection breaks, is not started twice, and is taken up at the byte where it broke off', async () => {
    const job = jobOf([`echo first; while [ ! -e ${shellWord(join(home, 'go'))} ]; do sleep 0.1; done; echo second; echo run >>runs`])
    expect(await connect(job, { until: 'first\n' })).toMatchObject({ out: 'first\n', code: null })
    const rest = connect(job, { from: { out: 6, err: 0 } })
    const third = connect({ ...job, words: ['touch', join(home, 'go')], folder: `${job.folder}-go` })
    expect(await third).toMatchObject({ code: 0 })
    expect(await rest).toMatchObject({ out: 'second\n', code: 0 })
    expect(await connect(job)).toMatchObject({ out: 'first\nsecond\n', code: 0 })
    expect(readFileSync(join(home, 'runs'), 'utf8')).toBe('run\n')
  })

  test('gets the signals that are said, and so does what it started', async () => {
    const child = `trap 'echo told; exit 9' INT; echo up; while :; do sleep 0.1; done`
    const job = jobOf(['sh', '-c', `trap : INT; sh -c ${shellWord(child)}; exit $?`])
    expect(await connect(job, { say: 'INT\n' })).toMatchObject({ out: 'up\ntold\n', code: 9 })
    const untrapped = jobOf(['sh', '-c', 'echo up; while :; do sleep 0.1; done'])
    expect(await connect(untrapped, { say: 'TERM\n' })).toMatchObject({ out: 'up\n', code: 143 })
  })
})

describe('the end of its output', () => {
  test.each([1, 2, 5, 100])('is found however it is cut (%i bytes at a time), and never shown', (size) => {
    const end = outputEnd('mark-')
    const all = Buffer.from('mar mark mark-042later')
    const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.subarray(at * size, (at + 1) * size))
    let text = ''
    let found: number | null = null
    for (const piece of pieces) {
      if (found !== null) break
      const { bytes, code } = end.take(piece)
      text += bytes.toString()
      found = code
    }
    expect({ text, found }).toEqual({ text: 'mar mark ', found: 42 })
  })

  test('holds nothing back that cannot be the mark', () => {
    const end = outputEnd('mark-')
    expect(end.take(Buffer.from('progress: m')).bytes.toString()).toBe('progress: ')
    expect(end.take(Buffer.from('ost')).bytes.toString()).toBe('most')
  })
})
