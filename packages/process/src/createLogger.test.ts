import { describe, expect, it } from 'vitest'
import { createLogger } from './createLogger.ts'

describe('createLogger', () => {
  it('writes JSON lines with room and time, without secrets', () => {
    const lines: string[] = []
    const logger = createLogger({ room: 'engine' }, { write: (line) => void lines.push(line) })
    logger.info({ orderHash: '0xabc', token: 'secret-token', err: new Error('postgres://a:pw@host/db') }, 'settled')
    const line = JSON.parse(lines[0] ?? '{}') as Record<string, unknown>
    expect(line).toMatchObject({ level: 'info', room: 'engine', orderHash: '0xabc', msg: 'settled', token: '[redacted]' })
    expect(Date.parse(String(line.time))).not.toBeNaN()
    expect(lines[0]).not.toMatch(/secret-token|:pw@/)
  })
})
