import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { houseLimits } from './houseLimits.ts'

const alerts = readFileSync(new URL('../../../../deploy/prometheus/alerts.yml', import.meta.url), 'utf8')

test.each([
  ['infinitio_room_seen_age_seconds{room="matcher"})', houseLimits.seenSeconds],
  ['infinitio_room_seen_age_seconds{room="follower"})', houseLimits.seenSeconds],
  ['infinitio_sender_seen_age_seconds)', houseLimits.seenSeconds],
  ['infinitio_commands_oldest_age_seconds)', houseLimits.commandSeconds],
  ['infinitio_follower_lag_seconds)', houseLimits.followerSeconds],
  ['infinitio_matches_unsettled_oldest_age_seconds)', houseLimits.unsettledSeconds],
  ['infinitio_relays_oldest_age_seconds)', houseLimits.relaySeconds],
  ['infinitio_sender_open_oldest_age_seconds)', houseLimits.openTransactionSeconds],
  ['infinitio_journal_tail_lag_rows)', houseLimits.journalTailRows],
])('the status page and the alerts agree from when on %s is too much', (metric, limit) => {
  expect(alerts).toContain(`${metric} > ${limit}`)
})
