import { formatDuration, formatPt, isErrorCode, type MovePlan, refusal } from '@infinitio/sdk'
import { pricePerSecond } from '../orders/pricePerSecond.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { findSnapshot } from './findSnapshot.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** What `infinitio move` takes. `fromSnapshot` is for a machine that is lost; `status` and `list` only look. */
export type MoveOptions = CommonOptions & {
  readonly node?: string
  readonly maxPrice?: string
  readonly fromSnapshot?: string
  readonly status: boolean
  readonly list: boolean
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
  if (options.list) return listMachines(await client.planMoves({ leaseId }), options)
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

/** The machines it can move to, best first. */
function listMachines(plans: readonly MovePlan[], { json }: CommonOptions): void {
  const rows = plans.map(({ listing: { node, name, regionName, freeGpus, ask }, difference, escrow }) => [
    ...[node, name, regionName, String(freeGpus), amount(BigInt(ask.pricePerGpuSecond) * 3_600n)],
    ...[`${difference > 0n ? '+' : ''}${amount(difference)}`, amount(escrow)],
  ])
  const heads = ['machine', 'name', 'region', 'free', 'PT per GPU-hour', 'for the rest', 'locked']
  const value = plans.map(({ listing, durationSeconds, difference, escrow, relayFee, refund }) => {
    const money = { difference: `${difference}`, escrow: `${escrow}`, relayFee: `${relayFee}`, refund: `${refund}` }
    return { node: listing.node, name: listing.name, pricePerGpuSecond: listing.ask.pricePerGpuSecond, durationSeconds, ...money }
  })
  const text = plans.length === 0 ? 'No other machine of this class has room for it now.' : table([heads, ...rows], { right: [3, 4, 5, 6] })
  printResult({ json, value: { items: value }, text })
}

const amount = (units: bigint) => formatPt(units, { digits: 6 })

function planLines({ lease, listing, durationSeconds, difference, escrow, relayFee, refund }: MovePlan, takenAt: number | null): string[] {
  const perHour = (pricePerGpuSecond: string) => amount(BigInt(pricePerGpuSecond) * 3_600n)
  return [
    `From ${lease.node.name} to ${listing.name} (${listing.className}), for ${formatDuration(durationSeconds)}.`,
    `${perHour(listing.ask.pricePerGpuSecond)} PT per GPU-hour in place of ${perHour(lease.terms.pricePerGpuSecond)}: ${differenceText(difference)}, relay fee ${amount(relayFee)} PT.`,
    `Locked for the new lease: ${amount(escrow)} PT. Back from the old one when it ends: about ${amount(refund)} PT.`,
    takenAt === null
      ? 'Everything in the lease stands still from the copy until it is there. Sessions end; keys, ports and names stay.'
      : `What was written after ${new Date(takenAt * 1_000).toISOString().slice(0, 16)} UTC is not in the snapshot and is lost.`,
  ]
}

function differenceText(difference: bigint): string {
  if (difference === 0n) return 'the same for the rest'
  return difference < 0n ? `${amount(-difference)} PT less for the rest` : `${amount(difference)} PT more for the rest`
}
