import { refusal } from '@infinitio/sdk'
import { drawTrialRows, judgeTrial, mostTrialCharacters, type TrialResult, type TrialWork, trialSubject, trialWorkOf } from '@infinitio/sdk/proofs'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { endedText, endLease } from '../leases/endLease.ts'
import { sshTarget } from '../ssh/sshTarget.ts'
import { printResult } from '../terminal/print.ts'
import { plain } from '../terminal/texts.ts'
import { copyProver, proverFolder, readLeaseFacts, removeProver } from './leaseProver.ts'
import { openProverLine, type ProverLine } from './proverLine.ts'

/** Options of `infinitio verify`. `identity` is a private key file. */
export type VerifyOptions = CommonOptions & { readonly identity?: string; readonly endIfFailed: boolean }

/** Time limit in milliseconds for opening a GPU and compiling its programs, before the measured time begins. */
const readyMs = 180_000
/** The command waits this many milliseconds longer than the time limit of a lease, so that it can print by how much the lease was too late. */
const lateMs = 120_000
const shortCharacters = 65_536

type Tested = TrialResult & { readonly device: string; readonly seconds: number; readonly rows: number }

/**
 * Tests one GPU of a lease:
 * - Copies the prover (the program that tests the GPU) there and sends it a random seed.
 * - Measures with this computer's clock how long the lease takes until it commits to its result.
 * - Selects rows of the result at random, lets the lease reveal them, and recomputes them here.
 * The machine learns the seed only when the test begins, and the selected rows only after its commitment. Throws `proof.not_shown` if the lease is too slow,
 * `proof.wrong` if a row is wrong, `proof.lease_unusable` if it cannot prove, `proof.lease_silent` if it does not answer, and the codes of `sshTarget`.
 */
export async function verifyLease(leaseId: string, options: VerifyOptions): Promise<void> {
  const { client, wallet, say } = await signInClient(options)
  const target = await sshTarget(client, { leaseId, identity: options.identity })
  const { lease } = target
  const { node } = lease.terms
  const [{ chainId }, { claimed }] = await Promise.all([client.getChain(), client.getNodeProofs(node)])
  const facts = await readLeaseFacts(target)
  const work = trialWorkOf({ className: claimed.className, chainId, hasGpu: facts.hasGpu })
  if (work === null) throw refusal('proof.lease_unusable', { detail: `the class ${claimed.className} has no reference` })
  if (work.device === 'gpu' && !facts.hasGpu) throw refusal('proof.not_shown', { detail: 'no GPU is in this lease' })
  say(`Copying the prover into lease ${lease.leaseId}.`)
  const program = await copyProver(target, facts, { isGpu: work.device === 'gpu' })
  const line = openProverLine(target, { folder: proverFolder, node: program })
  let tested: Tested
  try {
    tested = await testOn(line, { node, work, say })
  } finally {
    line.close()
    await removeProver(target)
  }
  const value = { leaseId: lease.leaseId, className: claimed.className, ...figuresOf(tested, work) }
  printResult({ json: options.json, value, text: textOf(tested, { work, className: claimed.className, gpus: lease.terms.gpus }) })
  if (tested.isShown) return
  if (options.endIfFailed) say(endedText((await endLease({ client, wallet }, { leaseId: lease.leaseId, accept: true })).lease))
  throw tested.fault === null
    ? refusal('proof.not_shown', { detail: `${tested.seconds.toFixed(1)} s, limit ${work.limitSeconds.toFixed(1)} s` })
    : refusal('proof.wrong', { detail: tested.fault.fault })
}

type Testing = { readonly node: string; readonly work: TrialWork; readonly say: (text: string) => void }

async function testOn(line: ProverLine, { node, work, say }: Testing): Promise<Tested> {
  const device = work.device === 'gpu' ? { kind: 'gpu', dawn: './dawn.node', isSoftwareAllowed: false } : { kind: 'processor' }
  const { answer: ready } = await line.ask({ kind: 'ready', device, work: work.work }, { characters: shortCharacters, ms: readyMs })
  if (ready.kind !== 'ready') throw refusal('proof.lease_unusable', { detail: `an answer to another request: ${ready.kind}` })
  say(`Proving on ${plain(ready.device)}: ${work.filledMib} MiB, at most ${work.limitSeconds.toFixed(1)} s.`)
  const subject = trialSubject({ node, gpu: 0 })
  const limits = { characters: mostTrialCharacters(work.work), ms: work.limitSeconds * 1_000 + lateMs }
  const { answer: made, seconds } = await line.ask({ kind: 'prove', device, subject, work: work.work }, limits)
  if (made.kind !== 'commit') throw refusal('proof.lease_unusable', { detail: `an answer to another request: ${made.kind}` })
  const { draw, samples } = drawTrialRows(made.commit)
  const { answer: opened } = await line.ask({ kind: 'open', subject, samples }, limits)
  if (opened.kind !== 'openings') throw refusal('proof.lease_unusable', { detail: `an answer to another request: ${opened.kind}` })
  const { openings } = opened
  const result = judgeTrial({ subject, work, draw }, { commit: made.commit, openings, seconds })
  return { ...result, device: ready.device, seconds, rows: openings.length }
}

function figuresOf({ fault, isInTime, isShown, device, seconds, rows }: Tested, work: TrialWork) {
  const { limitSeconds, filledMib, shownMib, mostMissing } = work
  return {
    shown: isShown,
    fault: fault?.fault ?? null,
    inTime: isInTime,
    device,
    seconds,
    limitSeconds,
    rows,
    filledMib,
    shownMib: isShown ? shownMib : 0,
    mostMissing,
  }
}

function textOf(tested: Tested, { work, className, gpus }: { work: TrialWork; className: string; gpus: number }): string {
  const { fault, isInTime, isShown, device, seconds, rows } = tested
  const isGpu = work.device === 'gpu'
  const verdict = isShown
    ? `All ${rows} opened rows are right, and the proof was in time.`
    : fault !== null
      ? `Wrong (${fault.fault}): the lease did not calculate what it committed to.`
      : 'All opened rows are right, but the proof was too late.'
  return [
    verdict,
    `  class     ${className}${isGpu ? '' : ' (proved on the processor: it shows no GPU)'}`,
    `  device    ${plain(device)}, by its own name`,
    `  memory    ${work.filledMib} MiB filled${isShown && isGpu ? `, ${work.shownMib} MiB shown: a card may lack ${Math.round(work.mostMissing * 100)} %` : ''}`,
    `  time      ${seconds.toFixed(1)} s by your clock, limit ${work.limitSeconds.toFixed(1)} s${isInTime ? '' : ': too late'}`,
    ...(gpus > 1 ? [`  GPUs      1 of the ${gpus} of this lease was tested`] : []),
    'Not shown: the model of the card, that no other lease uses it later, that nobody reads its memory, tensor cores, NVLink, and the network.',
  ].join('\n')
}
