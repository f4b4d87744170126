import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@infinitio/sdk'
import { jobEventFromWire, jobEventToWire } from '@infinitio/sdk/pool'
import { isJobOver, isLeaseEvent, type JobEvent } from '@infinitio/tasks'
import { openClient } from '../context/settings.ts'
import { plain } from '../terminal/texts.ts'
import type { JobOptions } from './jobActs.ts'
import { type JobFolder, type JobLogLine, listJobs, openJobFolder } from './jobFolder.ts'
import { readFolder } from './openRun.ts'
import { leaseText, ptText } from './showCost.ts'

/** Options of `infinitio jobs logs`. `follow` continues until the job is over. */
export type JobLogOptions = JobOptions & { readonly follow: boolean }

const lookEveryMs = 1_000
const wholeId = /^(?:0x)?([0-9a-f]{64})$/

/**
 * Prints the events of a job, one on each line: a job of this computer, or a job of the market by its whole id. With `follow`, also prints each new event until
 * the job is over, and then returns 1 if a task failed. Throws `api.invalid_field` if no job or more than one fits, and `task.job_unknown`.
 */
export async function showLog(text: string, options: JobLogOptions): Promise<number> {
  const id = wholeId.exec(text)?.[1]
  const isHere = id === undefined || listJobs().some((folder) => folder.id === id)
  if (isHere) return await logOfFolder(openJobFolder(id ?? text), options)
  return await logOfMarket(openClient(options), { jobId: `0x${id}`, options })
}

async function logOfFolder(folder: JobFolder, options: JobLogOptions): Promise<number> {
  const print = printer(options)
  for (;;) {
    print(folder.log())
    const { state } = readFolder(folder)
    if (!options.follow) return 0
    if (isJobOver(state)) {
      // The last event may have come between the two readings.
      print(folder.log())
      return Object.values(state.tasks).some(({ phase }) => phase === 'failed' || phase === 'skipped') ? 1 : 0
    }
    await wait(lookEveryMs)
  }
}

async function logOfMarket(client: Client, { jobId, options }: { readonly jobId: string; readonly options: JobLogOptions }): Promise<number> {
  const print = printer(options)
  const show = ({ events }: Awaited<ReturnType<Client['getJob']>>) =>
    print(events.map(({ number, at, event }) => ({ number, at, event: jobEventFromWire(event) })))
  if (!options.follow) {
    show(await client.getJob(jobId))
    return 0
  }
  const { counts } = await client.waitJob({ jobId, onProgress: show })
  return counts.failed + counts.skipped > 0 ? 1 : 0
}

/** Returns a function that prints those events of a log that it has not printed yet. */
function printer({ json }: JobLogOptions): (log: readonly JobLogLine[]) => void {
  let shown = 0
  return (log) => {
    for (const line of log.filter(({ number }) => number > shown)) {
      shown = line.number
      process.stdout.write(`${json ? jsonOf(line) : `${timeText(line.at)}  ${plain(eventText(line.event))}`}\n`)
    }
  }
}

function jsonOf({ number, at, event }: JobLogLine): string {
  const value = isLeaseEvent(event) ? event : jobEventToWire(event)
  return JSON.stringify({ number, at, event: value }, (_, field: unknown) => (typeof field === 'bigint' ? `${field}` : field))
}

/** Formats Unix seconds in UTC: `2026-11-22T13:05:09`. */
function timeText(at: number): string {
  return new Date(at * 1_000).toISOString().slice(0, 19)
}

/** Describes an event of a job in one line. */
export function eventText(event: JobEvent): string {
  switch (event.kind) {
    case 'started':
      return 'the job was stored'
    case 'approved':
      return 'the owner approved the price'
    case 'cancelled':
      return 'the owner stopped the job'
    case 'retried':
      return event.task === undefined ? 'failed and skipped tasks run again' : `${event.task}: runs again, with all that need its result`
    default:
      return `${event.task}: ${taskText(event)}`
  }
}

function taskText(event: Extract<JobEvent, { task: string }>): string {
  switch (event.kind) {
    case 'planned':
      return `planned as ${event.plan.batch.count} tasks of ${event.plan.batch.chunks} chunks, at most ${ptText(event.plan.cost.total)} PT`
    case 'submitted':
      return 'submitted to the task pool'
    case 'revealed':
      return 'all results are shown'
    case 'merged':
      return `done, ${event.file.extension} file of ${event.file.bytes} bytes`
    case 'failed':
      return `failed${event.isFinal ? '' : ' and is tried again while tries are left'}: ${event.reason}`
    case 'leasePlanned':
      return `${leaseText(event.lease)}${event.draw === undefined ? '' : `; block ${event.draw.block} chooses the segments to run again`}`
    case 'ordered':
      return `order ${event.epoch} for a machine was signed`
    case 'orderRefused':
      return `order ${event.epoch} rented nothing: ${event.reason}`
    case 'leased':
      return `runs on lease ${event.leaseId}`
    case 'checkpointed':
      return `checkpoint ${event.name} was copied`
    case 'finished':
      return `the program ended: ${event.outcome.kind}${checkText(event.outcome)}`
    case 'leaseEnded':
      return `the lease ended and cost at most ${ptText(event.paid)} PT`
  }
}

function checkText(outcome: Extract<JobEvent, { kind: 'finished' }>['outcome']): string {
  if (!('check' in outcome) || outcome.check === undefined) return ''
  const { segments, score } = outcome.check
  const texts = segments.map(({ segment, verdict }) => `segment ${segment} ${verdict}`)
  return `; run again: ${texts.join(', ')}${score === null ? '' : `; score ${score}`}`
}
