import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPidFile, reapPidFile, writePidFile } from './pidFile.ts'
import { processStartTime } from './processStartTime.ts'

describe('pid files', () => {
  it('end the process they name, even when it ignores the polite signal', async () => {
    const { file, child, clean } = setup("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('up')")
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await reapPidFile(file, { signal: 'SIGTERM', graceMs: 100 })).toMatchObject({ pid: child.pid })
    expect(processStartTime(child.pid ?? 0)).toBeNull()
    expect(existsSync(file)).toBe(false)
    clean()
  })

  it('leave a process alone that only has the same number', async () => {
    const { file, child, clean } = setup("setInterval(() => {}, 1000); process.stdout.write('up')")
    await new Promise((resolve) => child.stdout.once('data', resolve))
    writeFileSync(file, JSON.stringify({ pid: child.pid, startTime: 'another' }))
    expect(readPidFile(file)).toBeNull()
    expect(await reapPidFile(file, { signal: 'SIGTERM', graceMs: 100 })).toBeNull()
    expect(processStartTime(child.pid ?? 0)).not.toBeNull()
    child.kill('SIGKILL')
    clean()
  })

  it('name nobody when the file is missing or broken', () => {
    const { file, child, clean } = setup('')
    rmSync(file)
    expect(readPidFile(file)).toBeNull()
    writeFileSync(file, '{"pid":')
    expect(readPidFile(file)).toBeNull()
    child.kill('SIGKILL')
    clean()
  })

  function setup(script: string) {
    const folder = mkdtempSync(join(tmpdir(), 'process-pid-'))
    const file = join(folder, 'example.pid')
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    writePidFile(file, child.pid ?? 0)
    return { file, child, clean: () => rmSync(folder, { recursive: true, force: true }) }
  }
})
