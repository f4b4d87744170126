import { createLogger, metrics } from '@infinitio/process'
import { expect, test } from 'vitest'
import { RefusedTunnels } from './listenForTunnels.ts'

test('logs one warning a minute for a thousand strangers, and counts all of them', async () => {
  const lines: { level: string; refused?: number }[] = []
  const logger = createLogger({ room: 'gateway' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  logger.level = 'info'
  let nowMs = 0
  const refused = new RefusedTunnels({ logger, nowMs: () => nowMs })
  const before = await counted()
  for (let stranger = 0; stranger < 1_000; stranger += 1) {
    refused.note({ reason: 'unproven', address: '198.51.100.7' })
    nowMs += 100
  }
  expect(lines.filter(({ level }) => level === 'warn').map(({ refused: count }) => count)).toEqual([1, 600])
  expect((await counted()) - before).toBe(1_000)
})

async function counted(): Promise<number> {
  return Number(/infinitio_gateway_tunnels_refused_total\{reason="unproven"\} (\d+)/.exec(await metrics.text())?.[1] ?? 0)
}
