import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createClient } from '@infinitio/sdk'
import type { Address } from '@infinitio/domain'
import { startTestDeployment, type TestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import type { Benchmark } from './benchmark.ts'
import { medianOf } from './medianOf.ts'
import { listedOffers, waitForOffers } from './offers/listedOffers.ts'
import { SettleTimes, settlesOfSlice } from './rpc/settleTimes.ts'
import { type DoorAnswers, startStrangers } from './rpc/strangers.ts'
import { worstRequests } from './rpc/worstRequests.ts'

const strangers = 24
/** Under the worst requests, settling a bid may take at most this many times as long as in a quiet period. */
const mostRatio = 1.5

/**
 * Measures how long a bid takes until it is settled: in quiet periods, and in periods with the worst requests that the public chain endpoint allows. One chain
 * node serves both the settlements and these requests. Quiet and loaded periods alternate in pairs, so that other load on the machine affects both. `--seconds`
 * sets the length of a period, `--pairs` the number of pairs. Throws if the median under load is more than `mostRatio` times the quiet one.
 */
export const rpcBenchmark: Benchmark = {
  name: 'rpc',
  limitMinutes: 45,
  measure: async (progress, callArgs) => {
    const { seconds, pairs } = optionsOf(callArgs)
    // Use one machine more than is measured. The first bid only warms everything up, so that no measured bid is slow for this reason.
    const fleetNodes = 2 * pairs * settlesOfSlice + 1
    const deployment = await startTestDeployment({ settings: { AGENT_SIMULATED_NODES: String(fleetNodes) } })
    try {
      await waitForOffers(deployment, { atLeast: fleetNodes })
      const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
      const requests = await worstRequests({ market: addresses.market as Address })
      const settles = new SettleTimes(deployment, await listedOffers(deployment))
      await settles.prepare()
      const samples: Record<string, number[]> = { quietSettleMs: [], loadedSettleMs: [], settleRatio: [], answeredPerSec: [], refusedPerSec: [] }
      try {
        await settles.during(0)
        for (let pair = 1; pair <= pairs; pair += 1) {
          const quiet = await settles.during(seconds)
          const { times, answers, tookSeconds } = await loaded(deployment, { settles, seconds, requests })
          const ratio = medianOf(times).median / medianOf(quiet).median
          samples['quietSettleMs']?.push(...quiet)
          samples['loadedSettleMs']?.push(...times)
          samples['settleRatio']?.push(ratio)
          samples['answeredPerSec']?.push(answers.answered / tookSeconds)
          samples['refusedPerSec']?.push((answers.busy + answers.limited) / tookSeconds)
          const medians = [quiet, times].map((some) => `${Math.round(medianOf(some).median)} ms of ${some.length}`).join(', loaded ')
          const load = `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`
          progress(`pair ${pair}: quiet ${medians}, ratio ${ratio.toFixed(2)}; door: ${JSON.stringify(answers)}; ${load}`)
        }
      } finally {
        settles.remove()
      }
      expectWithin(samples)
      return samples
    } finally {
      await deployment.remove()
    }
  },
}

async function loaded(
  deployment: TestDeployment,
  { settles, seconds, requests }: { settles: SettleTimes; seconds: number; requests: Parameters<typeof startStrangers>[0]['requests'] },
): Promise<{ times: number[]; answers: DoorAnswers; tookSeconds: number }> {
  const since = performance.now()
  const crowd = startStrangers({ url: `${deployment.apiUrl}/rpc`, count: strangers, requests })
  try {
    const times = await settles.during(seconds)
    return { times, answers: { ...crowd.answers }, tookSeconds: (performance.now() - since) / 1_000 }
  } finally {
    await crowd.stop()
  }
}

function expectWithin({ quietSettleMs = [], loadedSettleMs = [] }: Record<string, number[]>): void {
  const [quiet, busy] = [medianOf(quietSettleMs).median, medianOf(loadedSettleMs).median]
  const ratio = busy / quiet
  if (ratio <= mostRatio) return
  throw new Error(
    `a settle took ${Math.round(quiet)} ms in quiet and ${Math.round(busy)} ms under load: ${ratio.toFixed(2)} times, over ${mostRatio}`,
  )
}

function optionsOf(args: readonly string[]): { seconds: number; pairs: number } {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string', default: '60' }, pairs: { type: 'string', default: '3' } },
  })
  const [seconds, pairs] = [Number(values.seconds), Number(values.pairs)]
  if (!(seconds > 0) || !Number.isSafeInteger(pairs) || pairs < 1 || pairs > 6)
    throw new Error('--seconds is a positive number, --pairs a whole number from 1 to 6')
  return { seconds, pairs }
}
