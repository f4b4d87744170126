import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type JobPrice, refusal } from '@infinitio/sdk'
import { jobPlanFromWire, leasePlanFromWire } from '@infinitio/sdk/pool'
import { signInClient } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { rpcOf } from '../wallet/moveMoney.ts'
import type { SubmitOptions } from './jobActs.ts'
import { priceLines, ptText } from './showCost.ts'

const answerWithinMs = 120_000

/**
 * Stores a job at the market for the `infinitio jobs serve` of another key, shows its price, approves it, and returns. The job runs there, so this program can
 * end. Throws `api.invalid_field` for a wrong job file, and if that program does not begin within 2 minutes; `api.bad_address`; the codes of `client.submitJob`.
 */
export async function handOverJob(path: string, { apiKey: _, scheduler, ...options }: SubmitOptions & { readonly scheduler: string }): Promise<void> {
  const { client, wallet, say } = await signInClient(options)
  say(`Waits for the price, which the infinitio jobs serve of ${scheduler} calculates.`)
  const stop = new AbortController()
  const silent = refusal('api.invalid_field', {
    detail: `--scheduler: the infinitio jobs serve of ${scheduler} does not run, or has no API key of your account`,
  })
  const noAnswer = setTimeout(() => stop.abort(silent), answerWithinMs)
  const job = await client
    .submitJob({
      ...{ job: textOf(path), readFile: (file: string) => readFile(resolve(dirname(path), file)), signer: wallet },
      ...{ scheduler, rpcUrl: rpcOf(options), signal: stop.signal },
      // The job is stored with its first event. Each later event is from the program that runs it.
      onProgress: ({ lastEvent }) => {
        if (lastEvent > 1) clearTimeout(noAnswer)
      },
      agree: async (price) => {
        await agreed(options, linesOf(price))
        return true
      },
    })
    .finally(() => clearTimeout(noAnswer))
  const text = `Job ${job.jobId} is approved. Its page is /jobs/${job.jobId}; infinitio jobs logs ${job.jobId} --follow shows its events.`
  printResult({ json: options.json, value: { job: job.jobId, spent: job.spent }, text })
}

function linesOf({ job, later, approval: { deposit, lacks } }: JobPrice): [string, string][] {
  const tasks = Object.entries(job.tasks)
  const plans = tasks.flatMap(([name, { plan }]) => (plan === null ? [] : [[name, jobPlanFromWire(plan)] as const]))
  const leases = tasks.flatMap(([name, { lease }]) => (lease === null ? [] : [[name, leasePlanFromWire(lease.plan)] as const]))
  return [
    ['Job', job.name],
    ...priceLines({ plans, leases }),
    ...(later === 0 ? [] : [['Tasks whose price is known later', String(later)] as [string, string]]),
    ['The job, at most', `${ptText(BigInt(job.spec.maxCost))} PT`],
    ...(deposit === 0n ? [] : [['Into the task pool', `${ptText(deposit)} PT`] as [string, string]]),
    ...(lacks === 0n ? [] : [['Missing in your balances', `${ptText(lacks)} PT`] as [string, string]]),
  ]
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}
