import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processStartTime, readPidFile, writePidFile } from '@infinitio/process/embedded'
import { describe, expect, it } from 'vitest'
import type { DataFolder } from './dataFolder.ts'
import { superviseService } from './superviseService.ts'

describe('superviseService', () => {
  it('replaces a killed process, and hides our environment from the new one', async () => {
    process.env.SOME_SECRET = 'not for children'
    const { folder, spec, clean } = setup(
      "console.log(process.env.SOME_SECRET, process.env.GIVEN); process.send({ type: 'ready' }); setInterval(() => {}, 1000)",
    )
    const service = await superviseService(folder, spec)
    await service.ready
    const first = service.pid() ?? 0
    process.kill(first, 'SIGKILL')
    await until(() => service.pid() !== undefined && service.pid() !== first)
    await service.stop(2_000)
    expect(service.pid()).toBeUndefined()
    expect(readFileSync(join(folder.logs, 'example.log'), 'utf8')).toMatch(/^undefined given\n/)
    clean()
  })

  it('kills a process that does not stop in time', async () => {
    const { folder, spec, clean } = setup("process.on('SIGTERM', () => {}); process.send({ type: 'ready' }); setInterval(() => {}, 1000)")
    const service = await superviseService(folder, spec)
    await service.ready
    const pid = service.pid() ?? 0
    await service.stop(100)
    expect(processStartTime(pid)).toBeNull()
    clean()
  })

  it('ends a process of an earlier supervisor', async () => {
    const { folder, spec, clean } = setup("process.send({ type: 'ready' }); setInterval(() => {}, 1000)")
    const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const pid = left.pid ?? 0
    writePidFile(join(folder.pids, 'example.pid'), pid)
    const service = await superviseService(folder, spec)
    expect(processStartTime(pid)).toBeNull()
    await service.ready
    expect(readPidFile(join(folder.pids, 'example.pid'))?.pid).toBe(service.pid())
    await service.stop(2_000)
    clean()
  })

  function setup(script: string) {
    const root = mkdtempSync(join(tmpdir(), 'scripts-service-'))
    const name = (folder: string) => join(root, folder)
    const folder: DataFolder = {
      root,
      keys: name('keys'),
      logs: name('logs'),
      pids: name('pids'),
      chain: name('chain'),
      postgres: name('postgres'),
      agents: name('agents'),
    }
    for (const path of [folder.logs, folder.pids]) mkdirSync(path)
    const program = join(root, 'example.mjs')
    writeFileSync(program, script)
    const spec = { name: 'example', program, cwd: root, nodeArguments: [], env: { GIVEN: 'given' } }
    return { folder, spec, clean: () => rmSync(root, { recursive: true, force: true }) }
  }
})

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited 20 s')
    await delay(20)
  }
}
