import { isTemplateId } from '@infinitio/domain'
import { type LeaseSetup, plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

/** What a checkout stores: never a secret, and not the keys, which the browser stores for every checkout. */
export type StoredSetup = Pick<LeaseSetup, 'template' | 'startScript' | 'name' | 'ports' | 'image' | 'command' | 'autoExtend'>

type Place = { readonly account: string; readonly node: string }
type Entry = Place & { readonly atMs: number; readonly setup: StoredSetup }

const shelfKey = 'infinitio.checkouts'
const mostCheckouts = 8
const lifeMs = 86_400_000

/** Stores what an account typed at the checkout of a machine, for a day, so that a reload and a later visit find it. Only the newest eight checkouts remain. */
export function storeCheckout(shelf: Shelf, { account, node, setup, atMs }: Place & { readonly setup: LeaseSetup; readonly atMs: number }): void {
  const { template, startScript, name, ports, image, command, autoExtend } = setup
  const entry: Entry = { account, node, atMs, setup: { template, startScript, name, ports, image, command, autoExtend } }
  write(shelf, [entry, ...others(shelf, { account, node })])
}

/** Returns what an account typed at the checkout of a machine in the last day; null when nothing was stored, or nothing that can be read. */
export function storedCheckout(shelf: Shelf, { account, node, nowMs }: Place & { readonly nowMs: number }): StoredSetup | null {
  const entry = storedEntries(shelf, shelfKey, isEntry).find((one) => one.account === account && one.node === node)
  return entry === undefined || entry.atMs + lifeMs <= nowMs ? null : entry.setup
}

/** Removes what was typed at a checkout: its order is placed. */
export function forgetCheckout(shelf: Shelf, place: Place): void {
  write(shelf, others(shelf, place))
}

function others(shelf: Shelf, { account, node }: Place): Entry[] {
  return storedEntries(shelf, shelfKey, isEntry).filter((one) => one.account !== account || one.node !== node)
}

function write(shelf: Shelf, entries: readonly Entry[]): void {
  shelf.setItem(shelfKey, JSON.stringify(entries.slice(0, mostCheckouts)))
}

/** False for an entry of another version of this page. */
function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !isRecord(value['setup']) || !isRecord(value['setup']['autoExtend'])) return false
  const { account, node, atMs, setup } = value
  const texts = ['startScript', 'name', 'ports', 'image', 'command'] as const
  const { isOn, budget, stepSeconds } = value['setup']['autoExtend']
  return (
    typeof account === 'string' &&
    typeof node === 'string' &&
    typeof atMs === 'number' &&
    texts.every((key) => typeof setup[key] === typeof plainSetup[key]) &&
    typeof setup['template'] === 'string' &&
    isTemplateId(setup['template']) &&
    typeof isOn === 'boolean' &&
    typeof budget === 'string' &&
    typeof stepSeconds === 'number'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
