import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLogger, noteOrder, tracedOrder, traceOrder } from './createLogger.ts'

describe('traceOrder', () => {
  it('adds the order hash to every line of its work, and to no other line', async () => {
    const { logger, lines } = setup()
    await Promise.all([
      traceOrder('0xaa', async () => {
        await delay(1)
        logger.info('one')
      }),
      traceOrder('0xbb', async () => logger.child({ part: 'worker' }).info('two')),
    ])
    logger.info('three')
    expect(lines().map(({ msg, orderHash }) => [msg, orderHash])).toEqual([
      ['two', '0xbb'],
      ['one', '0xaa'],
      ['three', undefined],
    ])
  })

  it('uses an order that is set during the work, and lets a line set another', async () => {
    const { logger, lines } = setup()
    await traceOrder(null, async () => {
      logger.info('unknown yet')
      await Promise.resolve().then(() => noteOrder('0xcc'))
      logger.info('known')
      logger.info({ orderHash: '0xdd' }, 'about another')
    })
    expect(lines().map(({ orderHash }) => orderHash)).toEqual([undefined, '0xcc', '0xdd'])
    noteOrder('0xee')
    expect(tracedOrder()).toBeNull()
  })
})

function setup() {
  const written: string[] = []
  const logger = createLogger({ room: 'example' }, { write: (line) => void written.push(line) })
  logger.level = 'info'
  return { logger, lines: () => written.map((line) => JSON.parse(line) as { msg: string; orderHash?: string }) }
}
