import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bareEnv } from './bareEnv.ts'

describe('runProcess', () => {
  it('reports ready with its facts, and stops gracefully in reverse order on SIGTERM', async () => {
    const { child, message, output, exit } = setup('serve')
    expect(await message).toEqual({ type: 'ready', detail: { port: 1234 } })
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(output().indexOf('first step')).toBeGreaterThan(-1)
    expect(output().indexOf('second step')).toBeGreaterThan(output().indexOf('first step'))
    expect(output()).toContain('"stopped"')
  })

  it('stops when its supervisor is gone', async () => {
    const { child, message, exit } = setup('serve')
    await message
    child.disconnect()
    expect(await exit).toBe(0)
  })

  it('ends with 1 and logs the reason if it cannot start', async () => {
    const { output, exit } = setup('fail')
    expect(await exit).toBe(1)
    expect(output()).toContain('the port is taken')
  })

  it('ends with 1 on an unhandled rejection', async () => {
    const { output, exit } = setup('reject-later')
    expect(await exit).toBe(1)
    expect(output()).toContain('nobody listened')
  })

  it('ends with 78 if its settings are wrong', async () => {
    const { output, exit } = setup('something else')
    expect(await exit).toBe(78)
    expect(output()).toContain('MODE')
  })

  function setup(mode: string) {
    const program = join(import.meta.dirname, 'exampleProcess.ts')
    const env = { ...bareEnv(), MODE: mode }
    const child: ChildProcess = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        text += part.toString()
      })
    }
    const message = new Promise((resolve) => child.once('message', resolve))
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, message, exit, output: () => text }
  }
})
