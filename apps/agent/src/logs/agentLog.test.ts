import { createLogger } from '@infinitio/process'
import { describe, expect, test } from 'vitest'
import { AgentLog } from './agentLog.ts'

const logged = (write: (logger: ReturnType<typeof createLogger>) => void) => {
  const log = new AgentLog()
  const logger = createLogger({ room: 'agent', onLine: (line) => log.note(line) }, { write: () => {} })
  // Other tests of the same worker may have set LOG_LEVEL.
  logger.level = 'info'
  write(logger)
  return log.after(0, 1_000)
}

describe('the log of an agent', () => {
  test('has time, level, sentence, code and lease of a line, and nothing else of it', () => {
    const err = Object.assign(new Error('pull docker.io/secret/image failed for 10.0.0.7'), { code: 'ECONNREFUSED' })
    const [line] = logged((logger) =>
      logger.warn({ leaseId: '7', image: 'docker.io/secret/image', token: 'abc', err }, 'the image could not be pulled'),
    )
    expect(line).toEqual({
      ...{ n: 1, at: expect.any(Number), level: 'warn', text: 'the image could not be pulled', code: 'ECONNREFUSED', leaseId: '7' },
    })
    expect(JSON.stringify(line)).not.toMatch(/secret|10\.0\.0|abc/)
  })

  test.each([
    ['text after a colon', () => 'the ask cannot be signed: http://user:pw@host', 'the ask cannot be signed'],
    ['control characters', () => 'a\u001b[31mred\nline', 'a [31mred line'],
    ['characters beyond 200', () => 'x'.repeat(1_000), 'x'.repeat(200)],
  ])('leaves out %s', (_what, msg, text) => {
    expect(logged((logger) => logger.info(msg())).map((line) => line.text)).toEqual([text])
  })

  test('names the part of the agent that failed, and no other text', () => {
    const texts = logged((logger) => {
      logger.warn({ what: 'heartbeat' }, 'failed')
      logger.warn({ what: '/home/renter/file' }, 'failed')
    }).map(({ text }) => text)
    expect(texts).toEqual(['heartbeat failed', 'failed'])
  })

  test('ignores lines that are not of a logger', () => {
    const log = new AgentLog()
    for (const line of ['', 'text', 'null', '[]', '{"level":"info"}', '{"level":"debug","msg":"x"}']) log.note(line)
    expect(log.after(0, 10)).toEqual([])
  })

  test('has the newest 200 lines, and returns those after a number', () => {
    const log = new AgentLog()
    for (let n = 1; n <= 450; n += 1) log.note(JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: `line ${n}` }))
    expect(log.after(0, 1_000).map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, at) => 251 + at))
    expect(log.after(448, 50).map(({ text }) => text)).toEqual(['line 449', 'line 450'])
  })
})
