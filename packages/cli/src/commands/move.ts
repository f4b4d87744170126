import { formatDuration, formatPt, isErrorCode, type MovePlan, refusal } from '@infinitio/sdk'
import { pricePerSecond } from '../orders/pricePerSecond.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { findSnapshot } from './findSnapshot.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio move` takes. `fromSnapshot` is for a machine that is lost; `status` only looks. */
export type MoveOptions = CommonOptions & {
  readonly node?: string
  readonly maxPrice?: string
  readonly fromSnapshot?: string
  readonly status: boolean
  readonly wait: boolean
  readonly yes: boolean
}

const doneWithinSeconds = 86_400

const words = {
  ordering: 'ordering the new lease',
  starting: 'the new machine gets ready',
  copying: 'copying the disk; the old lease stands still',
  restoring: 'restoring the disk on the new machine',
  switching: 'names and ports go over',
  ending: 'ending the old lease',
  done: 'done',
  failed: 'failed',
} as const

/**
 * Moves what a lease runs to another machine: says what it costs, asks, signs, and waits until names, ports and files are there and the old lease has ended.
 * Throws the code of what went wrong, and says which lease works.
 */
export async function move(leaseId: string, options: MoveOptions): Promise<void> {
  const { client, wallet, say } = await signInClient(options)
  if (!options.status) {
    const { move: before } = await client.getLeaseDisk(leaseId)
    if (before !== null && before.state !== 'done' && before.state !== 'failed') throw refusal('move.underway', { detail: before.moveId })
    const plan = await client.planMove({
      leaseId,
      ...(options.node === undefined ? {} : { nodeId: options.node }),
      ...(options.maxPrice === undefined ? {} : { maxPricePerGpuSecond: pricePerSecond(options.maxPrice, '--max-price') }),
    })
    const snapshot = options.fromSnapshot === undefined ? undefined : await findSnapshot(client, options.fromSnapshot)
    if (plan.lease.lost !== null && snapshot === undefined) throw refusal('move.machine_lost', { detail: plan.lease.node.name })
    for (const line of planLines(plan, snapshot?.takenAt ?? null)) say(line)
    if (!options.yes && !options.json && !(await askYes('Move it?'))) return
    await client.startMove({ signer: wallet, plan, ...(snapshot === undefined ? {} : { snapshot }) })
  }
  const { move: now } = await client.getLeaseDisk(leaseId)
  if (now === null) throw refusal('lease.unknown', { detail: `lease ${leaseId} was not moved` })
  let told = ''
  const tell = ({ state, percent }: typeof now) => {
    const text = `  ${words[state]}${percent === null ? '' : `: ${percent} %`}`
    if (text !== told) say(text)
    told = text
  }
  const moved = options.wait ? await client.waitForMove({ leaseId, timeoutSeconds: doneWithinSeconds, onReading: tell }) : now
  if (moved.state === 'failed') {
    say(
      `Lease ${moved.workingLeaseId} has your data and goes on.${moved.toLeaseId === null ? '' : ` Lease ${moved.toLeaseId} is empty: infinitio end ${moved.toLeaseId}`}`,
    )
    throw refusal(moved.code !== null && isErrorCode(moved.code) ? moved.code : 'api.internal', { detail: `at ${moved.failedAt}` })
  }
  const left = moved.state === 'done' && !moved.oldEnded ? `\nLease ${leaseId} could not be ended (${moved.code}): infinitio end ${leaseId}` : ''
  const text =
    moved.state === 'done'
      ? `Lease ${leaseId} goes on as lease ${moved.toLeaseId}, under its names.${left}\ninfinitio ssh ${leaseId}`
      : words[moved.state]
  printResult({ json: options.json, value: moved, text })
}

function planLines({ lease, listing, durationSeconds, escrow, refund }: MovePlan, takenAt: number | null): string[] {
  const amount = (units: bigint) => formatPt(units, { digits: 6 })
  return [
    `From ${lease.node.name} to ${listing.name} (${listing.className}), for ${formatDuration(durationSeconds)}.`,
    `Locked for the new lease: ${amount(escrow)} PT. Back from the old one when it ends: about ${amount(refund)} PT.`,
    takenAt === null
      ? 'Everything in the lease stands still from the copy until it is there. Sessions end; keys, ports and names stay.'
      : `What was written after ${new Date(takenAt * 1_000).toISOString().slice(0, 16)} UTC is not in the snapshot and is lost.`,
  ]
}
