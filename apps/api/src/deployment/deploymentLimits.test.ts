import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { deploymentReadingMs } from './createDeploymentReader.ts'
import { deploymentLimits } from './deploymentLimits.ts'

const alerts = readFileSync(new URL('../../../../deploy/prometheus/alerts.yml', import.meta.url), 'utf8')
const healthEveryMs = numberIn('../../../web/features/health/healthQuery.ts', 'healthEveryMs')
const statusEveryMs = numberIn('../../../web/features/status/statusQuery.ts', 'statusEveryMs')
const beatMs = numberIn('../../../engine/src/loop/heartbeat.ts', 'HEARTBEAT_MS')

test('an engine that hangs is said on the status page, and at the end of every page, within ten seconds, and not for a beat or two that came late', () => {
  expect(deploymentLimits.seenSeconds * 1_000 + deploymentReadingMs + statusEveryMs).toBeLessThanOrEqual(10_000)
  expect(deploymentLimits.seenSeconds * 1_000 + healthEveryMs).toBeLessThanOrEqual(10_000)
  expect(deploymentLimits.seenSeconds * 1_000).toBeGreaterThanOrEqual(3 * beatMs)
})

test.each([
  ['infinitio_room_seen_age_seconds{room="matcher"})', deploymentLimits.seenSeconds],
  ['infinitio_room_seen_age_seconds{room="follower"})', deploymentLimits.seenSeconds],
  ['infinitio_sender_seen_age_seconds)', deploymentLimits.seenSeconds],
  ['infinitio_commands_oldest_age_seconds)', deploymentLimits.commandSeconds],
  ['infinitio_follower_lag_seconds)', deploymentLimits.followerSeconds],
  ['infinitio_matches_unsettled_oldest_age_seconds)', deploymentLimits.unsettledSeconds],
  ['infinitio_relays_oldest_age_seconds)', deploymentLimits.relaySeconds],
  ['infinitio_sender_open_oldest_age_seconds)', deploymentLimits.openTransactionSeconds],
  ['infinitio_journal_tail_lag_rows)', deploymentLimits.journalTailRows],
])('the status page and the alerts agree from when on %s is too much', (metric, limit) => {
  expect(alerts).toContain(`${metric} > ${limit}`)
})

/** Returns a constant from a file of another app. Reads the file as text, because an app may not import another app. */
function numberIn(file: string, name: string): number {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  const digits = new RegExp(`\\b${name} = ([0-9_]+)`).exec(text)?.[1]
  if (digits === undefined) throw new Error(`${file} has no number ${name}`)
  return Number(digits.replaceAll('_', ''))
}
