import { type ActContracts, directoryNames, type ProposedAct, proposedCalls, upgradeableContracts } from '@infinitio/chain'
import type { Governing } from '@infinitio/chain/react'
import { type Address, bountyCategories, parseAddress, parsePt } from '@infinitio/domain'
import type { EffectWire } from '@infinitio/domain/wire'
import type { MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'

/** The kinds of proposals to the DAO, in the order of the form. */
export const proposalKinds = [
  ...(['parameter', 'grant', 'class', 'price', 'region', 'entry', 'bounty', 'revocation'] as const),
  ...(['programme', 'programmeRate', 'programmeClose', 'upgrade', 'call'] as const),
]
/** One kind of proposal. */
export type ProposalKind = (typeof proposalKinds)[number]
/** The kinds of proposals with plain text fields: all except parameter changes. */
export type FieldKind = Exclude<ProposalKind, 'parameter'>
/** The kinds of proposals whose effect we can write: all except parameter changes and calls that the user encodes. */
export type ActKind = Exclude<FieldKind, 'call'>

/** Returns the chosen kind of proposal; `parameter` if none is chosen. */
export function kindOf(typed: Typed): ProposalKind {
  return proposalKinds.find((kind) => kind === typed['kind']) ?? 'parameter'
}

/** The names of the form fields for each kind of proposal, in the order of the form. */
export const fieldsOf: Readonly<Record<FieldKind, readonly string[]>> = {
  grant: ['source', 'to', 'amount'],
  class: ['name', 'vram', 'price'],
  price: ['class', 'price'],
  region: ['name'],
  entry: ['entryName', 'to'],
  bounty: ['category', 'reward', 'openDays', 'workDays', 'wanted'],
  revocation: ['filing', 'reason'],
  programme: ['programmeName', 'forClass', 'forRegion', 'perEpoch'],
  programmeRate: ['programme', 'perEpoch'],
  programmeClose: ['programme'],
  upgrade: ['contract', 'to'],
  call: ['callTo', 'callData', 'callValue'],
}

/** The form fields that are choices and so always have a value. */
const chosenFields: readonly string[] = ['source', 'contract', 'category', 'forClass', 'forRegion']

/** Returns whether the contracts would reject the text of a proposal's field. An empty field is not wrong yet. */
export function isFieldWrong(field: string, typed: Typed): boolean {
  const text = typed[field] ?? ''
  return text !== '' && !isField(field, text)
}

function isField(field: string, text: string): boolean {
  switch (field) {
    case 'to':
    case 'callTo':
      return parseAddress(text.trim()) !== null
    case 'amount':
      return (parsePt(text) ?? 0n) > 0n
    case 'price':
      return priceOf(text) > 0n
    case 'callData':
      return /^0x([0-9a-fA-F]{2}){0,8192}$/.test(text.trim())
    case 'callValue':
    case 'perEpoch':
      return parsePt(text) !== null
    case 'vram':
      return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535
    case 'entryName':
      return /^[\x21-\x7e]{1,32}$/.test(text)
    case 'reward':
      return isReward(parsePt(text) ?? 0n)
    case 'openDays':
      return isDays(text, { least: 10, most: 180 })
    case 'workDays':
      return isDays(text, { least: 1, most: 90 })
    case 'programme':
    case 'filing':
      return /^[1-9]\d{0,8}$/.test(text)
    case 'programmeName':
      return text.trim() !== '' && new TextEncoder().encode(text.trim()).length <= 32
    case 'reason':
      return new TextEncoder().encode(text.trim()).length <= 280
    case 'wanted':
      return text.trim() !== '' && text.length <= 1_300
    case 'name':
      return text.trim() !== '' && new TextEncoder().encode(text.trim()).length <= 64
    default:
      return true
  }
}

const wad = 10n ** 18n
const daySeconds = 86_400

function isReward(reward: bigint): boolean {
  return reward >= 10n * wad && reward <= 10_000_000n * wad
}

function isDays(text: string, { least, most }: { least: number; most: number }): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most
}

/** The context that a proposal for a bounty needs: the bounty contract and the chain's time. */
export type BountyContext = { readonly bounties: Address; readonly now: number }

/** Converts PT per hour to base units per second, rounded down, because the contract stores the price per second. */
function priceOf(text: string): bigint {
  return (parsePt(text) ?? 0n) / 3_600n
}

/** Returns the action (such as a grant) that the typed fields propose. Null until every field has a value that the contracts accept. */
export function actOf(kind: ActKind, typed: Typed, place: BountyContext | null = null): ProposedAct | null {
  const value = (field: string) => (typed[field] ?? '').trim()
  if (fieldsOf[kind].some((field) => !chosenFields.includes(field) && (value(field) === '' || !isField(field, value(field))))) return null
  const to = parseAddress(value('to'))
  switch (kind) {
    case 'grant': {
      const source = (['treasuryPt', 'surplus'] as const).find((one) => one === value('source')) ?? 'treasuryG'
      return to === null ? null : { kind, source, to, amount: parsePt(value('amount')) ?? 0n }
    }
    case 'class':
      return { kind, name: value('name'), vramGib: Number(value('vram')), pricePerGpuSecond: priceOf(value('price')) }
    case 'price':
      return { kind, classId: Number(value('class')), pricePerGpuSecond: priceOf(value('price')) }
    case 'region':
      return { kind, name: value('name') }
    case 'entry':
      return to === null ? null : { kind, name: value('entryName'), entry: to }
    case 'bounty': {
      if (place === null) return null
      const times = { openUntil: place.now + Number(value('openDays')) * daySeconds, workSeconds: Number(value('workDays')) * daySeconds }
      const category = Math.max(0, (bountyCategories as readonly string[]).indexOf(value('category')))
      return { kind, bounties: place.bounties, category, reward: parsePt(value('reward')) ?? 0n, ...times, text: value('wanted') }
    }
    case 'revocation':
      return { kind, filing: BigInt(value('filing')), reason: value('reason') }
    case 'programme': {
      const [classId, regionId] = [numberOrAny(value('forClass')), numberOrAny(value('forRegion'))]
      return { kind, name: value('programmeName'), classId, regionId, perEpoch: parsePt(value('perEpoch')) ?? 0n }
    }
    case 'programmeRate':
      return { kind, programme: Number(value('programme')), perEpoch: parsePt(value('perEpoch')) ?? 0n }
    case 'programmeClose':
      return { kind, programme: Number(value('programme')) }
    case 'upgrade': {
      const contract = upgradeableContracts.find((one) => one === value('contract')) ?? upgradeableContracts[0]
      return to === null ? null : { kind, contract, implementation: to }
    }
  }
}

/** Returns the typed number of a GPU class or region; null for any. */
function numberOrAny(text: string): number | null {
  return /^\d{1,3}$/.test(text) ? Number(text) : null
}

type DraftPlace = { readonly typed: Typed; readonly contracts: ActContracts; readonly place: BountyContext | null }

/**
 * Returns the contract calls of the typed proposal, and the lines of text about its effect, which `line` writes. Returns no calls until every field has a value
 * that the contracts accept.
 */
export function actDraft(kind: ActKind, { typed, contracts, place, line }: DraftPlace & { readonly line: (effect: EffectWire) => MoneyLine }): Draft {
  const act = actOf(kind, typed, place)
  if (act === null) return { calls: null, lines: [] }
  return { calls: proposedCalls(act, contracts).map((call) => ({ ...call, value: 0n })), lines: [line(effectOf(act))] }
}

/**
 * Returns the contract call that the user encoded, as one call of a proposal; `line` writes its text. Returns no call until address, data and coins are valid.
 */
export function callDraft(typed: Typed, { line }: { readonly line: (call: TypedCall) => MoneyLine }): Draft {
  const value = (field: string) => (typed[field] ?? '').trim()
  const to = parseAddress(value('callTo'))
  const isWhole = to !== null && ['callData', 'callValue'].every((field) => value(field) !== '' && isField(field, value(field)))
  if (!isWhole) return { calls: null, lines: [] }
  const call = { to, data: value('callData').toLowerCase() as `0x${string}`, value: parsePt(value('callValue')) ?? 0n }
  return { calls: [call], lines: [line({ to, bytes: (call.data.length - 2) / 2, coins: call.value })] }
}

/** The parts of an encoded call that its line of text shows. `coins` is in wei. */
export type TypedCall = { readonly to: Address; readonly bytes: number; readonly coins: bigint }

/** Returns the effect of a proposal as the proposal's page will show it, but without the values that only the chain has. */
function effectOf(act: ProposedAct): EffectWire {
  switch (act.kind) {
    case 'grant':
      return { ...act, amount: `${act.amount}`, before: null, after: null }
    case 'class':
      return { ...act, pricePerGpuSecond: `${act.pricePerGpuSecond}` }
    case 'price':
      return { kind: act.kind, classId: act.classId, name: null, before: null, after: `${act.pricePerGpuSecond}` }
    case 'region':
      return act
    case 'entry':
      return { kind: act.kind, name: act.name, before: null, after: act.entry }
    case 'bounty': {
      const { kind, reward, openUntil, workSeconds, text } = act
      return { kind, category: bountyCategories[act.category] ?? bountyCategories[0], reward: `${reward}`, openUntil, workSeconds, text }
    }
    case 'revocation':
      return { kind: act.kind, filing: `${act.filing}`, source: null, before: null, slashed: null, reason: act.reason }
    case 'programme':
      return { ...act, perEpoch: `${act.perEpoch}` }
    case 'programmeRate':
      return { kind: act.kind, programme: act.programme, name: null, before: null, after: `${act.perEpoch}` }
    case 'programmeClose':
      return { kind: act.kind, programme: act.programme, name: null, released: null }
    case 'upgrade':
      return { kind: act.kind, contract: directoryNames[act.contract], before: null, after: act.implementation, calls: false }
  }
}

/** The typed texts of a proposal's fields, by field name. */
export type Typed = Readonly<Record<string, string>>

/** The proposal that the typed fields describe: its contract calls, if they are complete and change something, and the changes as text. */
export type Draft = { readonly calls: Parameters<Governing['propose']>[0]['calls'] | null; readonly lines: readonly MoneyLine[] }
