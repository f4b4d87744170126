import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimPidFile, processStartTime, readPidFile, reapPidFile, writePidFile } from './pidFile.ts'

describe('pid files', () => {
  it('end their process, even if it ignores SIGTERM', async () => {
    const { file, child, clean } = setup("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('up')")
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await reapPidFile(file, { signal: 'SIGTERM', graceMs: 100 })).toMatchObject({ pid: child.pid })
    expect(processStartTime(child.pid ?? 0)).toBeNull()
    expect(existsSync(file)).toBe(false)
    clean()
  })

  it('leave a process unchanged that only has the same id', async () => {
    const { file, child, clean } = setup("setInterval(() => {}, 1000); process.stdout.write('up')")
    await new Promise((resolve) => child.stdout.once('data', resolve))
    writeFileSync(file, JSON.stringify({ pid: child.pid, startTime: 'another' }))
    expect(readPidFile(file)).toBeNull()
    expect(await reapPidFile(file, { signal: 'SIGTERM', graceMs: 100 })).toBeNull()
    expect(processStartTime(child.pid ?? 0)).not.toBeNull()
    child.kill('SIGKILL')
    clean()
  })

  it('name no process if the file is missing or broken', () => {
    const { file, child, clean } = setup('')
    rmSync(file)
    expect(readPidFile(file)).toBeNull()
    writeFileSync(file, '{"pid":')
    expect(readPidFile(file)).toBeNull()
    child.kill('SIGKILL')
    clean()
  })

  it('are claimed by only one of many concurrent processes, and from a dead one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-claim-'))
    const file = join(folder, 'held.pid')
    const atMs = Date.now() + 1_500
    const script = `const { claimPidFile } = await import(${JSON.stringify(join(import.meta.dirname, 'pidFile.ts'))})
      while (Date.now() < ${atMs}) {}
      console.log(claimPidFile(${JSON.stringify(file)}))
      setTimeout(() => {}, 20_000)`
    const claimers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    const answers = await Promise.all(claimers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()))
    expect(answers.toSorted()).toEqual(['false', 'false', 'false', 'true'])
    expect(claimPidFile(file)).toBe(false)
    const gone = claimers.map((claimer) => once(claimer, 'exit'))
    for (const claimer of claimers) claimer.kill('SIGKILL')
    await Promise.all(gone)
    expect(claimPidFile(file)).toBe(true)
    expect(readPidFile(file)?.pid).toBe(process.pid)
    rmSync(folder, { recursive: true })
  })

  function setup(script: string) {
    const folder = mkdtempSync(join(tmpdir(), 'process-pid-'))
    const file = join(folder, 'example.pid')
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    writePidFile(file, child.pid ?? 0)
    return { file, child, clean: () => rmSync(folder, { recursive: true, force: true }) }
  }
})
