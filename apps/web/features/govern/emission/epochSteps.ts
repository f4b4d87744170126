import type { EmissionWire } from '@infinitio/domain/wire'

type Emission = NonNullable<EmissionWire['emission']>

/** The steps from the end of an hour until providers can claim its payments, in their order. */
export const epochStepNames = ['over', 'frozen', 'signed', 'published', 'challenged', 'final'] as const

/**
 * The state of one step. `never`: the step does not happen, because no payment was due. `at` is the past or expected time of the step in Unix seconds; null if
 * unknown.
 */
export type EpochStep = {
  readonly name: (typeof epochStepNames)[number]
  readonly state: 'done' | 'now' | 'todo' | 'never'
  readonly at: number | null
}

/**
 * The steps of an epoch (the payments for one hour in which machines served) until providers can claim the payments. `signers` is the largest number of
 * validators that signed the same statement.
 */
export type EpochWay = { readonly epoch: number; readonly signers: number; readonly steps: readonly EpochStep[] }

const hourSeconds = 3_600
/** How many seconds after the end of an hour the record of that hour can no longer change. */
const frozenAfter = 60
/**
 * How many seconds validators have to sign the payments of an hour, from the time at which the record of the hour can no longer change. If nobody has signed by
 * then, either no payment was due or the validators do not respond.
 */
const signedWithin = 300

/**
 * Returns the steps of the payments for one hour. While validators sign the last full hour, this is that hour. Otherwise it is a published epoch that is not
 * final yet, or the last full hour if there is no such epoch. `signatures` are those that validators have sent to the API. `now` is the block clock in Unix
 * seconds.
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

/** Returns the largest number of validators that signed the same statement about an hour's payments. */
function mostAlike(signatures: readonly { readonly statement: string; readonly signer: string }[]): number {
  const alike = Map.groupBy(signatures, ({ statement }) => statement)
  return Math.max(0, ...[...alike.values()].map((same) => new Set(same.map(({ signer }) => signer)).size))
}
