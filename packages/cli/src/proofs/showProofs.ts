import type { Client } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'

type Proofs = Awaited<ReturnType<Client['getNodeProofs']>>
type Slot = Proofs['slots'][number]

/**
 * Prints the hardware that a machine claims and its GPU proofs in the newest slots (blocks at which machines prove their GPUs), with the verdicts of
 * validators. Throws `node.unknown`.
 */
export async function showProofs(node: string, options: CommonOptions): Promise<void> {
  const proofs = await openClient(options).getNodeProofs(node)
  printResult({ json: options.json, value: proofs, text: textOf(proofs) })
}

function textOf({ claimed, reference, slots }: Proofs): string {
  const { className, gpus, vramGib } = claimed
  const limit = reference === null ? 'this class has no reference' : `in time up to ${(reference.seconds * 1.25).toFixed(1)} s`
  const head = [`Claimed: ${gpus} × ${className}, ${vramGib} GB each (${limit}).`]
  if (slots.length === 0) return [...head, 'No slot since this machine was registered.'].join('\n')
  const rows = slots.map((slot) => [
    String(slot.slot),
    utcText(slot.at),
    verdictText(slot),
    states[slot.state],
    slot.seconds === null ? '-' : slot.seconds.toFixed(1),
    `${slot.timers.inTime} of ${slot.timers.drawn}`,
    slot.gpus.map(gpuText).join(', ') || '-',
  ])
  return [
    ...head,
    table([['slot', 'time (UTC)', 'verdict', 'answer', 'seconds', 'in time for', 'memory shown by each GPU'], ...rows], { right: [0, 4, 5] }),
  ].join('\n')
}

const states: Record<Slot['state'], string> = {
  open: 'not over',
  opened: 'rows opened',
  committed: 'no rows opened',
  none: 'nothing sent',
}

const verdicts: Record<Slot['verdict'], string> = {
  waiting: 'not attested yet',
  passed: 'passed',
  failed: 'failed',
  excused: 'excused: a lease had GPUs of it',
  uncounted: 'not counted',
}

const reasons: Record<NonNullable<Slot['reason']>, string> = {
  silent: 'no answer',
  late: 'too late',
  wrong: 'a wrong row',
  smaller: 'fewer rows than its class',
  fewer: 'fewer GPUs than were free',
  refused: 'work of another class',
  unexplained: 'late, or a wrong row',
  nonces: 'too few validators',
  unattested: 'no quorum signed',
}

function verdictText({ verdict, reason }: Slot): string {
  return reason === null ? verdicts[verdict] : `${verdicts[verdict]}: ${reasons[reason]}`
}

/** Describes what validators attested about one GPU: its memory, speed and network. Shows `-` if they attested nothing. */
function gpuText({ gpu, attested, processor }: Slot['gpus'][number]): string {
  const by = processor === null ? '' : processor === 'simulated' ? ' (simulated proof)' : ' (processor)'
  const speed =
    attested === null || attested.speedBps === 0 ? '' : `, ${Math.floor(attested.speedBps / 100)} % of the reference speed, network ${attested.site}`
  return `${gpu}: ${attested === null ? '-' : `${attested.shownMib} MiB${speed}`}${by}`
}
