import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPidFile, writePidFile } from '@infinitio/process/embedded'
import { describe, expect, it } from 'vitest'
import type { DataFolder } from './dataFolder.ts'
import { takeLock } from './takeLock.ts'

describe('takeLock', () => {
  it('takes over the lock of a killed supervisor, and releases it', async () => {
    const { folder, lock, clean } = setup()
    writeFileSync(lock, JSON.stringify({ pid: process.pid, startTime: 'of another process' }))
    const { release } = await takeLock(folder)
    expect(readPidFile(lock)?.pid).toBe(process.pid)
    release()
    expect(existsSync(lock)).toBe(false)
    clean()
  })

  it('waits for a supervisor that is stopping', async () => {
    const { folder, lock, clean } = setup()
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    writePidFile(lock, other.pid ?? 0)
    const taken = takeLock(folder)
    other.kill('SIGKILL')
    await taken
    expect(readPidFile(lock)?.pid).toBe(process.pid)
    clean()
  })

  function setup() {
    const root = mkdtempSync(join(tmpdir(), 'scripts-lock-'))
    const pids = join(root, 'pids')
    mkdirSync(pids)
    const folder: DataFolder = { root, pids, keys: root, logs: root, chain: root, postgres: root, agents: root }
    return { folder, lock: join(root, 'supervisor.lock'), clean: () => rmSync(root, { recursive: true, force: true }) }
  }
})
