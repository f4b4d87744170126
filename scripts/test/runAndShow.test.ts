import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { runAndShow } from './runAndShow.ts'
import { readProcesses } from './runningProcesses.ts'

const nodeWith = (script: string, limitMinutes: number) => ({ command: process.execPath, args: ['-e', script], cwd: tmpdir(), env: {}, limitMinutes })

describe('a command of the test run', () => {
  it('returns its output and its exit code', async () => {
    const { code, output } = await runAndShow(nodeWith('console.log("3 passing"); process.exitCode = 3', 1))
    expect({ code, output }).toEqual({ code: 3, output: '3 passing\n' })
  })

  it('returns an error if it cannot start', async () => {
    expect(await runAndShow({ ...nodeWith('', 1), command: '/nowhere/program' })).toMatchObject({
      code: 1,
      output: expect.stringContaining('ENOENT'),
    })
  })

  it.skipIf(process.platform !== 'linux')('throws after its limit, and leaves no process, also none that left its session', async () => {
    const name = `asleep-${process.pid}`
    const daemon = `require('child_process').spawn('bash', ['-c', 'exec -a ${name} sleep 1000'], { detached: true, stdio: 'inherit' })`
    const script = `process.on('SIGTERM', () => process.exit(0)); ${daemon}; setInterval(() => {}, 1000)`
    await expect(runAndShow(nodeWith(script, 0.02))).rejects.toThrow('did not end within 0.02 min')
    expect(readProcesses()?.filter(({ command }) => command.startsWith(name))).toEqual([])
  })
})
