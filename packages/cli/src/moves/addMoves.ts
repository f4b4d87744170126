import { type Client, formatDuration, isMoveOver, type MovePlan, refusal } from '@infinitio/sdk'
import { feeName, feesIn, feeTexts } from '@infinitio/sdk/fees'
import type { Command } from 'commander'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Program } from '../context/program.ts'
import { type CommonOptions, type Say, signInClient } from '../context/settings.ts'
import { endedText, endLease } from '../leases/endLease.ts'
import { findSnapshot } from '../snapshots/addSnapshots.ts'
import { confirm } from '../terminal/ask.ts'
import { lineCells, shortId, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'
import { followMove, type Move, moveText } from './moveText.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

/** Adds `move`, which moves a lease to another machine. */
export function addMoves(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('move <lease>').description('move a lease to another machine, with its files, keys, ports and names'))
    .option('--node <machine>', 'the new machine (default: the cheapest of its class, at its price or less)')
    .option('--max-price <pt>', 'highest price of the new machine, in PT per GPU-hour')
    .option('--from-snapshot <id>', 'take the files from a snapshot, if the old machine is lost')
    .option('--list', 'only list possible machines, best first', false)
    .option('--status', 'only show the progress of the last move', false)
    .option('--cancel', 'cancel the move, and end the new lease; not possible once names have moved', false)
    .option('--no-wait', 'return when the move has started')
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, options: MoveOptions) => run(options, () => move(lease, options)))
}

/**
 * Options of `infinitio move`. `fromSnapshot` is for a lost machine. `status` and `list` change nothing; `cancel`
 * cancels a move.
 */
type MoveOptions = CommonOptions & {
  readonly node?: string
  readonly maxPrice?: string
  readonly fromSnapshot?: string
  readonly status: boolean
  readonly list: boolean
  readonly cancel: boolean
  readonly wait: boolean
  readonly yes: boolean
}

/**
 * Moves a lease's workload to another machine: prints the cost, asks for confirmation and signs. With `wait`, it then waits until names, ports and files are
 * moved and the old lease has ended. If the move fails, prints which of the two leases works and throws the code of the failure.
 */
async function move(leaseId: string, options: MoveOptions): Promise<void> {
  const who = await signInClient(options)
  const { client, say } = who
  if (options.list) return listMachines(await client.planMoves({ leaseId }), options)
  if (options.cancel) return cancelMove(leaseId, who, options)
  if (!options.status) await begin(leaseId, who, options)
  const { move: now } = await client.getLeaseDisk(leaseId)
  if (now === null) throw refusal('lease.unknown', { detail: `lease ${leaseId} was not moved` })
  const moved = options.wait ? await followMove(client, { leaseId, say }) : now
  printResult({ json: options.json, value: moved, text: moveText(moved, { leaseId, say }) })
}

/** Plans a move, asks for confirmation, and signs it. Throws `wallet.not_confirmed`. */
async function begin(leaseId: string, { client, wallet, say }: Awaited<ReturnType<typeof signInClient>>, options: MoveOptions): Promise<void> {
  const { move: before } = await client.getLeaseDisk(leaseId)
  if (before !== null && !isMoveOver(before.state)) throw refusal('move.underway', { detail: before.moveId })
  const plan = await client.planMove({
    leaseId,
    ...(options.node === undefined ? {} : { nodeId: options.node }),
    ...(options.maxPrice === undefined ? {} : { maxPricePerGpuSecond: pricePerSecond(options.maxPrice, '--max-price') }),
  })
  const snapshot = options.fromSnapshot === undefined ? undefined : await findSnapshot(client, options.fromSnapshot)
  if (plan.lease.lost !== null && snapshot === undefined) throw refusal('move.machine_lost', { detail: plan.lease.node.name })
  for (const line of planLines(plan, snapshot?.takenAt ?? null)) say(line)
  await confirm(options, `Move lease ${leaseId}?`)
  await client.startMove({ signer: wallet, plan, ...(snapshot === undefined ? {} : { snapshot }) })
}

/** Lists the possible target machines, best first. */
function listMachines(plans: readonly MovePlan[], { json }: CommonOptions): void {
  const rows = plans.map(({ listing: { node, name, regionName, freeGpus, ask }, difference, escrow }) => [
    ...[shortId(node), name, regionName, String(freeGpus), amount(BigInt(ask.pricePerGpuSecond) * 3_600n)],
    ...[`${difference > 0n ? '+' : ''}${amount(difference)}`, amount(escrow)],
  ])
  const heads = ['machine', 'name', 'region', 'free', 'PT per GPU-hour', 'for the rest', 'locked']
  const value = plans.map((plan) => {
    const { listing, durationSeconds, difference, escrow, refund } = plan
    const money = { difference: `${difference}`, escrow: `${escrow}`, ...feeTexts(plan, flatFees), refund: `${refund}` }
    return { node: listing.node, name: listing.name, pricePerGpuSecond: listing.ask.pricePerGpuSecond, durationSeconds, ...money }
  })
  const text =
    plans.length === 0
      ? 'No other machine of this class has room for it now.'
      : table([heads, ...rows], { right: [0, 3, 4, 5, 6], width: lineCells() })
  printResult({ json, value: { items: value }, text })
}

const amount = (units: bigint) => writtenPt(units, { digits: 6 })

/** Selects those fees of the new lease that are flat amounts. The renter pays them in addition to the locked amount. */
const flatFees = { payer: 'renter', charge: 'flat' } as const

function planLines(plan: MovePlan, takenAt: number | null): string[] {
  const { lease, listing, durationSeconds, difference, escrow, refund } = plan
  const fees = feesIn(plan, flatFees).lines.map(({ key, amount: units }) => `${feeName(key, { place: 'sentence' })} ${amount(units)} PT`)
  const perHour = (pricePerGpuSecond: string) => amount(BigInt(pricePerGpuSecond) * 3_600n)
  return [
    `From ${lease.node.name} to ${listing.name} (${listing.className}), for ${formatDuration(durationSeconds)}.`,
    `${perHour(listing.ask.pricePerGpuSecond)} PT per GPU-hour in place of ${perHour(lease.terms.pricePerGpuSecond)}: ${[differenceText(difference), ...fees].join(', ')}.`,
    `Locked for the new lease: ${amount(escrow)} PT. Refund from the old lease when it ends: about ${amount(refund)} PT.`,
    takenAt === null
      ? 'Programs pause from the start of the copy until it is complete. Sessions end. Keys, ports and names stay.'
      : `Data written after ${new Date(takenAt * 1_000).toISOString().slice(0, 16)} UTC is not in the snapshot and is lost.`,
  ]
}

function differenceText(difference: bigint): string {
  if (difference === 0n) return 'the same for the rest'
  return difference < 0n ? `${amount(-difference)} PT less for the rest` : `${amount(difference)} PT more for the rest`
}

type Who = { readonly client: Client; readonly wallet: PrivateKeyAccount; readonly say: Say }

/**
 * Cancels the move of a lease and ends the new lease, which has none of the old lease's data. Prints the effects first. Throws `move.over`, `move.too_late`,
 * and the code of the failure if the new lease cannot be ended; the move is cancelled even then.
 */
async function cancelMove(leaseId: string, { client, wallet, say }: Who, options: CommonOptions & { readonly yes: boolean }): Promise<void> {
  const { move: before } = await client.getLeaseDisk(leaseId)
  if (before === null) throw refusal('move.over', { detail: `lease ${leaseId}` })
  // If the move is already over, ask no question: the API refuses the request, or the move was cancelled before.
  if (!isMoveOver(before.state)) {
    for (const line of effectLines(before)) say(line)
    await confirm(options, 'Cancel the move?')
  }
  await client.cancelMove({ leaseId })
  const move = await followMove(client, { leaseId, say })
  if (move.toLeaseId === null || move.newOver) return printResult({ json: options.json, value: move, text: moveText(move, { leaseId, say }) })
  say(moveText(move, { leaseId, say }))
  const { lease } = await endLease({ client, wallet }, { leaseId: move.toLeaseId, accept: true })
  printResult({ json: options.json, value: { ...move, newOver: true }, text: endedText(lease) })
}

function effectLines({ fromLeaseId, toLeaseId, oldLost }: Move): string[] {
  return [
    oldLost
      ? `Lease ${fromLeaseId} was lost with its machine. Its last snapshot is stored, and you can move it again.`
      : `Lease ${fromLeaseId} continues now with its data, its names and its ports. The copy for the move is deleted.`,
    toLeaseId === null
      ? 'If the order still gets a new lease, that lease is ended. You pay nothing if it was never ready.'
      : `Lease ${toLeaseId} is ended. You pay its cost until now and get the rest back, or everything if it was not ready.`,
  ]
}
