import { existsSync } from 'node:fs'
import { type Client, InfinitioError, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { type AutoExtendWish, autoExtendWish, planOf, planText, turnOnAutoExtend } from '../leases/autoExtend.ts'
import { endedText } from '../leases/endLease.ts'
import type { RentFilters } from '../search/searchQueryOf.ts'
import { resolveMachine } from '../names/resolveMachine.ts'
import { type SecretOptions, secretWorkload } from '../secrets/readSecrets.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type Interrupts, takeInterrupts } from '../terminal/interrupts.ts'
import { printResult } from '../terminal/print.ts'
import { withPinnedImage, workloadOf, type WorkloadOptions } from '../workload/workloadOf.ts'
import { bookCheapest } from './bookCheapest.ts'
import { bookNode, type Renter } from './bookNode.ts'
import { finishLease } from './finishLease.ts'
import { assertLocalPaths, type Run, runOnLease, unlessAborted } from './runOnLease.ts'
import { waitUntilReady } from './waitUntilReady.ts'

/** Options of `infinitio rent`: the machine, its workload, and how to run the command. */
export type RentOptions = CommonOptions &
  WorkloadOptions &
  SecretOptions &
  RentFilters & {
    readonly gpus: string
    readonly hours: string
    readonly for?: string
    readonly simulated: boolean
    readonly name?: string
    readonly fromSnapshot?: string
    readonly hold?: string
    readonly autoExtendTo?: string
    readonly autoExtendStep: string
    readonly wait: boolean
    readonly identity?: string
    readonly upload?: readonly string[]
    readonly copyFrom?: readonly string[]
    readonly copyTo?: string
    readonly keep: boolean
    readonly keepOnFailure: boolean
  }

/** The time after which the command signs in again, in milliseconds, because a command can run longer than a session lasts. */
const renewAfterMs = 3_600_000

/**
 * Books a node at its listed price, or the cheapest that fits, and waits until it is ready. With a command: runs it, copies results back, ends the lease unless
 * an option keeps it, and resolves with the command's exit code. Without a command: prints how to connect. If a signal stops it before that, ends the lease,
 * also one that comes from an order that was not matched yet. Throws the code of a rejected booking, which costs nothing.
 */
export async function rent(node: string | undefined, words: readonly string[], options: RentOptions): Promise<number> {
  const run = runOf(words, options)
  assertTheyGoTogether(node, options)
  const wish = wishOf(options)
  const renter = await signInClient(options)
  const workload = workloadOf(await withPinnedImage(options, renter.client))
  const wanted = { options, named: await secretWorkload(workload, { options, wallet: renter.wallet }) }
  const interrupts = takeInterrupts({ onEnd: () => renter.say('Ending the lease. Once more leaves it as it is.') })
  const { signal } = interrupts
  const book = async () => {
    const booked =
      node === undefined && options.hold === undefined
        ? await bookCheapest(renter, { filters: options, use: options.for, wanted, simulated: options.simulated, signal })
        : await bookNode(node === undefined ? null : await resolveMachine(node, renter.client), { renter, wanted, signal })
    if (wish !== null && !signal.aborted) await letItExtend(renter, booked.leaseId, wish)
    return booked
  }
  try {
    const lease = await book()
    return run === null ? await showLease(renter, { lease, options, interrupts }) : await runAndEnd(renter, { lease, run, options, interrupts })
  } catch (error) {
    // The order was not placed, so this run has rented nothing.
    if (!signal.aborted || error !== signal.reason) throw error
    return interrupts.exitCode()
  } finally {
    interrupts.stop()
  }
}

function wishOf({ autoExtendTo, autoExtendStep }: RentOptions): AutoExtendWish | null {
  const names = { budget: '--auto-extend-to', step: '--auto-extend-step' }
  return autoExtendTo === undefined ? null : autoExtendWish({ budget: autoExtendTo, step: autoExtendStep }, names)
}

/** Turns on automatic extension. A failure is only printed, because the lease is booked and valid without it. */
async function letItExtend(renter: Renter, leaseId: string, wish: AutoExtendWish): Promise<void> {
  try {
    const lease = await renter.client.getLease(leaseId)
    const plan = planOf(lease, wish)
    await turnOnAutoExtend(renter, lease, plan)
    renter.say(`Lease ${leaseId} extends itself by ${planText(plan)}.`)
  } catch (error) {
    if (!(error instanceof InfinitioError)) throw error
    renter.say(`Lease ${leaseId} does not extend itself: ${error.sentence} ${error.detail} (${error.code})`)
  }
}

/** Returns the command to run, or null. Throws `api.invalid_field`, also for an invalid local path. */
function runOf(words: readonly string[], { upload = [], copyFrom = [], copyTo, identity, sshKey, ...rest }: RentOptions): Run | null {
  if (words.length === 0) {
    const idle = { '--upload': upload.length > 0, '--copy-from': copyFrom.length > 0, '--copy-to': copyTo !== undefined, '--keep': rest.keep }
    const said = Object.entries({ ...idle, '--keep-on-failure': rest.keepOnFailure }).find(([_option, isSaid]) => isSaid)
    if (said !== undefined) throw refusal('api.invalid_field', { detail: `${said[0]} goes with a command after --` })
    return null
  }
  if (!rest.wait) throw refusal('api.invalid_field', { detail: '--no-wait does not go with a command' })
  const files = { upload, copyFrom, copyTo: copyTo ?? '.' }
  assertLocalPaths(files)
  return { words, ...files, identity: identity ?? identityOf(sshKey) }
}

/**
 * Returns the private key file that belongs to a given public key file: the file of the same name without `.pub`. If there is no such file, returns the public
 * key file, because OpenSSH accepts it when an SSH agent holds the private key.
 */
function identityOf(sshKey: string | undefined): string | undefined {
  const beside = sshKey?.replace(/\.pub$/, '')
  return beside !== undefined && existsSync(beside) ? beside : sshKey
}

function assertTheyGoTogether(node: string | undefined, { class: gpu, region, maxPrice, hold, for: use }: RentOptions): void {
  if (use !== undefined && (node !== undefined || hold !== undefined))
    throw refusal('api.invalid_field', { detail: '--for sorts machines: give --gpu or --max to choose one' })
  if (hold !== undefined && [node, gpu, region, maxPrice].some((said) => said !== undefined))
    throw refusal('api.invalid_field', { detail: '--hold already sets the machine and the price' })
  if (hold !== undefined) return
  if (node === undefined && gpu === undefined && maxPrice === undefined)
    throw refusal('api.invalid_field', { detail: 'give a machine, or --gpu or --max to choose one' })
  if (node !== undefined && (gpu !== undefined || region !== undefined || maxPrice !== undefined))
    throw refusal('api.invalid_field', { detail: 'give either a machine, or --gpu, --region and --max to choose one' })
}

/** Waits until a lease is ready, unless the options say not to, and prints how to connect. If the signal aborts before, ends the lease. */
async function showLease(
  renter: Renter,
  {
    lease: { orderHash, leaseId },
    options,
    interrupts,
  }: { lease: { orderHash: string; leaseId: string }; options: RentOptions; interrupts: Interrupts },
): Promise<number> {
  const { client, say } = renter
  const { signal } = interrupts
  try {
    if (options.wait) await unlessAborted(waitUntilReady(client, { orderHash, say }), signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  const lease = await client.getLease(leaseId)
  if (signal.aborted) {
    say(endedText(await finishLease(renter, leaseId)))
    return interrupts.exitCode()
  }
  printResult({
    json: options.json,
    value: { orderHash, leaseId, lease },
    text: `Lease ${leaseId} is ${lease.state}.\n${imageLine(lease)}${lease.ssh?.command ?? ''}\ninfinitio ssh ${leaseId}`,
  })
  return 0
}

/** Runs the command, prints what happened to its results, and ends the lease, unless the options say to keep it. */
async function runAndEnd(
  renter: Renter,
  { lease, run, options, interrupts }: { lease: { orderHash: string; leaseId: string }; run: Run; options: RentOptions; interrupts: Interrupts },
): Promise<number> {
  const { leaseId } = lease
  const signedInAt = Date.now()
  const renew = async () => (Date.now() - signedInAt < renewAfterMs ? renter : await signInClient(options).catch(() => renter))
  const ran = await runOnLease(renter, { lease, run, interrupts, isJson: options.json !== false, renew })
  const now = await renew()
  const { aborted } = interrupts.signal
  const isFailed = ran.exitCode !== 0 || ran.error !== null || ran.notCopied.length > 0
  const isKept = options.keep || (options.keepOnFailure && isFailed && !aborted)
  if (ran.notCopied.length > 0)
    renter.say(`Not copied: ${ran.notCopied.join(', ')}.${isKept ? '' : ' It goes with the lease; --keep-on-failure keeps it.'}`)
  const after = isKept ? await now.client.getLease(leaseId) : await finishLease(now, leaseId)
  renter.say(isKept ? keptText(after) : endedText(after))
  const ownError =
    ran.error ?? (ran.notCopied.length === 0 ? null : refusal('lease.files_not_copied', { detail: `lease ${leaseId}: ${ran.notCopied.join(', ')}` }))
  if (!aborted && (ran.exitCode ?? 0) === 0 && ownError !== null) throw ownError
  const exitCode = aborted ? interrupts.exitCode() : (ran.exitCode ?? 0)
  const value = { ...lease, exitCode, copied: ran.copied, notCopied: ran.notCopied, isKept, lease: after }
  if (options.json) printResult({ json: true, value, text: '' })
  return exitCode
}

function keptText({ leaseId, endsAt, now }: Awaited<ReturnType<Client['getLease']>>): string {
  const until = new Date(endsAt * 1_000).toISOString().slice(0, 16)
  return `Lease ${leaseId} is kept and billed until ${until} UTC (${writtenPt(BigInt(now.spent), { digits: 6 })} PT so far): infinitio ssh ${leaseId}, infinitio end ${leaseId}`
}

/** Returns a line about the image if it is still loading, because billing has already started. Otherwise returns an empty text. */
function imageLine({ image }: Pick<Awaited<ReturnType<Client['getLease']>>, 'image'>): string {
  return image.state === 'none' || image.state === 'here'
    ? ''
    : 'Your image is pulled now; until it is here, sessions run in the image of the provider.\n'
}
