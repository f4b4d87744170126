import type { EmissionWire } from '@infinitio/domain/wire'

type Emission = NonNullable<EmissionWire['emission']>

/** The steps of an hour's epoch, in order. */
export const epochStepNames = ['over', 'frozen', 'signed', 'published', 'challenged', 'final'] as const

/**
 * The state of one step: done, current, still to come, or never (if no payment was due). `at` is the past or expected time of the step in Unix seconds; null if
 * unknown.
 */
export type EpochStep = {
  readonly name: (typeof epochStepNames)[number]
  readonly state: 'done' | 'now' | 'todo' | 'never'
  readonly at: number | null
}

/** The progress of an hour's epoch until it can be claimed. */
export type EpochWay = { readonly epoch: number; readonly signers: number; readonly steps: readonly EpochStep[] }

const hourSeconds = 3_600
/** The seconds after the end of an hour at which the record of that hour is frozen. */
const frozenAfter = 60
/** The seconds after the freezing within which validators that respond have signed. Validators sign nothing if no payment is due. */
const signedWithin = 300

/**
 * Returns the progress of the last epoch that is not final, else of the last full hour. `signatures` are those that validators have sent to the API; `now` is
 * the block clock.
 */
export function epochSteps(
  { epochs, lastEpoch }: Pick<Emission, 'epochs' | 'lastEpoch'>,
  { signatures, now }: { signatures: readonly { readonly epoch: number; readonly statement: string; readonly signer: string }[]; now: number },
): EpochWay {
  const lastHour = Math.floor(now / hourSeconds) - 1
  const isPublished = lastEpoch >= lastHour || !signatures.some(({ epoch }) => epoch === lastHour)
  const open = isPublished ? epochs.find(({ state }) => state !== 'final') : undefined
  const epoch = open?.epoch ?? lastHour
  const own = epochs.find((it) => it.epoch === epoch)
  const overAt = (epoch + 1) * hourSeconds
  const signers = mostAlike(signatures.filter((it) => it.epoch === epoch))
  if (own !== undefined) {
    const isFinal = own.state === 'final'
    return {
      ...{ epoch, signers },
      steps: [
        { name: 'over', state: 'done', at: overAt },
        { name: 'frozen', state: 'done', at: overAt + frozenAfter },
        { name: 'signed', state: 'done', at: null },
        { name: 'published', state: 'done', at: own.publishedAt },
        { name: 'challenged', state: isFinal ? 'done' : 'now', at: own.finalAt },
        { name: 'final', state: isFinal ? 'done' : 'todo', at: own.finalAt },
      ],
    }
  }
  const isFrozen = now >= overAt + frozenAfter
  const isNever = signers === 0 && now >= overAt + frozenAfter + signedWithin
  return {
    ...{ epoch, signers },
    steps: [
      { name: 'over', state: 'done', at: overAt },
      { name: 'frozen', state: isFrozen ? 'done' : 'now', at: overAt + frozenAfter },
      { name: 'signed', state: isNever ? 'never' : isFrozen ? 'now' : 'todo', at: null },
      ...(['published', 'challenged', 'final'] as const).map((name): EpochStep => ({ name, state: isNever ? 'never' : 'todo', at: null })),
    ],
  }
}

/** Returns how many validators signed the most common statement. */
function mostAlike(signatures: readonly { readonly statement: string; readonly signer: string }[]): number {
  const alike = Map.groupBy(signatures, ({ statement }) => statement)
  return Math.max(0, ...[...alike.values()].map((same) => new Set(same.map(({ signer }) => signer)).size))
}
