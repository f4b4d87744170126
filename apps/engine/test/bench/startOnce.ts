import { openTestDb } from '@infinitio/db/test'
import { bps, pTokenUnits } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { wallClock } from '../../src/loop/clock.ts'
import { runMatcher } from '../../src/matcher/runMatcher.ts'
import { noSnapshots } from '../noSnapshots.ts'

// Starts a matcher on the database in the first argument, as the engine does. Prints `ready` once it accepts commands, then ends.

const [url] = process.argv.slice(2)
if (url === undefined) throw new Error('which database?')
const db = openTestDb({ url, max: 4, onError: () => {} })
const readRates = async () => ({ feeBps: bps(25n), relayFee: pTokenUnits(0n) })
const onFatal = (error: unknown): void => {
  throw error
}
await runMatcher({
  db,
  logger: createLogger({ room: 'engine' }),
  readRates,
  ...wallClock,
  maxUnsettled: 10_000,
  snapshots: noSnapshots,
  onFatal,
})
const { user, system } = process.cpuUsage()
console.log(`ready ${JSON.stringify({ mib: process.memoryUsage.rss() / 2 ** 20, cpuMs: (user + system) / 1_000 })}`)
process.exit(0)
