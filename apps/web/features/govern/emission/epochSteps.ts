import type { EmissionWire } from '@infinitio/domain/wire'

type Emission = NonNullable<EmissionWire['emission']>

/** Where an hour's epoch stands, in the order in which it comes about. */
export const epochStepNames = ['over', 'frozen', 'signed', 'published', 'challenged', 'final'] as const

/** One of them: behind it, where it is now, to come, or never, as nothing was due. `at`: when it was or will be; null where nobody knows. */
export type EpochStep = {
  readonly name: (typeof epochStepNames)[number]
  readonly state: 'done' | 'now' | 'todo' | 'never'
  readonly at: number | null
}

/** An hour's epoch on its way to be claimed. */
export type EpochWay = { readonly epoch: number; readonly signers: number; readonly steps: readonly EpochStep[] }

const hourSeconds = 3_600
/** A minute after its end an hour's record is frozen. */
const frozenAfter = 60
/** So long after that validators have worked it out, unless they are away: who finds nothing due signs nothing. */
const signedWithin = 300

/**
 * The way of the last epoch that is not final yet, else of the last whole hour. `signatures` are those under epochs that met at the board; `now` is the block
 * clock.
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

/** How many have signed the statement that most have. */
function mostAlike(signatures: readonly { readonly statement: string; readonly signer: string }[]): number {
  const alike = Map.groupBy(signatures, ({ statement }) => statement)
  return Math.max(0, ...[...alike.values()].map((same) => new Set(same.map(({ signer }) => signer)).size))
}
