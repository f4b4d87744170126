import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createLogger } from './createLogger.ts'

describe('createLogger', () => {
  it('writes JSON lines with room and time, without secrets', () => {
    const lines: string[] = []
    const logger = createLogger({ room: 'engine' }, { write: (line) => void lines.push(line) })
    logger.level = 'info'
    logger.info({ orderHash: '0xabc', token: 'secret-token', err: new Error('postgres://a:pw@host/db') }, 'settled')
    const line = JSON.parse(lines[0] ?? '{}') as Record<string, unknown>
    expect(line).toMatchObject({ level: 'info', room: 'engine', orderHash: '0xabc', msg: 'settled', token: '[redacted]' })
    expect(Date.parse(String(line.time))).not.toBeNaN()
    expect(lines[0]).not.toMatch(/secret-token|:pw@/)
  })

  it.each([
    ['ends by itself', '', 0],
    ['exits at once', 'process.exit(3)', 3],
    ['throws', "throw new Error('thrown')", 1],
    ['is killed at its next turn', "setImmediate(() => process.kill(process.pid, 'SIGKILL'))", null],
  ])('writes every line of a process that %s', (_what, last, status) => {
    const script = `import { createLogger } from '${import.meta.dirname}/createLogger.ts'
      const logger = createLogger({ room: 'engine' })
      logger.info('first')
      await 0
      logger.info('second')
      logger.info('third')
      ${last}`
    const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { ...process.env, LOG_LEVEL: 'info' },
    })
    const lines = ended.stdout.trim().split('\n')
    expect({ status: ended.status, said: lines.map((line) => (JSON.parse(line) as { msg: string }).msg) }).toEqual({
      status,
      said: ['first', 'second', 'third'],
    })
  })
})
