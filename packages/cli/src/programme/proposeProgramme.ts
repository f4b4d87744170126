import { parsePt, refusal } from '@infinitio/sdk'
import { type ActOptions, propose } from '../govern/proposeAct.ts'
import { plain } from '../terminal/texts.ts'
import { ptText } from '../wallet/moveMoney.ts'
import { findProgramme } from './programmes.ts'

/** Options of `infinitio programme create`. */
export type CreateOptions = ActOptions & { readonly perEpoch: string; readonly class?: string; readonly region?: string }

/**
 * Proposes an incentive programme, a budget that rewards machines of a class and region. Every function in this file throws `api.invalid_field` and the codes
 * of `governMove`.
 */
export async function proposeProgramme(name: string, options: CreateOptions): Promise<void> {
  const perEpoch = rateOf(options.perEpoch)
  const [classId, regionId] = [idOf(options.class), idOf(options.region)]
  const lines: [string, string][] = [
    ['Programme', name],
    ['At most an epoch', ptText(perEpoch)],
    ['Class', classId === null ? 'any' : `${classId}`],
    ['Region', regionId === null ? 'any' : `${regionId}`],
  ]
  await propose({ kind: 'programme', name, classId, regionId, perEpoch }, lines, options)
}

/**
 * Proposes to change the payment per epoch of an incentive programme. Throws `api.not_found` for an unknown programme, and the errors of all functions in this
 * file.
 */
export async function proposeRate(id: string, { rate, options }: { rate: string; options: ActOptions }): Promise<void> {
  const perEpoch = rateOf(rate)
  const { programme } = await findProgramme(id, options)
  const change = `${ptText(BigInt(programme.perEpoch))} → ${ptText(perEpoch)}`
  await propose(
    { kind: 'programmeRate', programme: programme.id, perEpoch },
    [
      ['Programme', plain(programme.name)],
      ['At most an epoch', change],
    ],
    options,
  )
}

/** Proposes to close an incentive programme. Also throws `api.not_found`. */
export async function proposeClose(id: string, options: ActOptions): Promise<void> {
  const { programme } = await findProgramme(id, options)
  const lines: [string, string][] = [
    ['Programme', plain(programme.name)],
    ['Becomes free surplus', ptText(BigInt(programme.remaining))],
  ]
  await propose({ kind: 'programmeClose', programme: programme.id }, lines, options)
}

function rateOf(text: string): bigint {
  const rate = parsePt(text)
  if (rate === null) throw refusal('api.invalid_field', { detail: `${text} is not an amount of PT` })
  return rate
}

function idOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^\d{1,3}$/.test(text) || Number(text) > 255) throw refusal('api.invalid_field', { detail: `${text} is not a number from 0 to 255` })
  return Number(text)
}
