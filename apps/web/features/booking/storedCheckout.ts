import { isTemplateId } from '@infinitio/domain'
import { type LeaseSetup, plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

/** Lists the stored fields of a checkout. Secrets are never stored; SSH keys are stored once for all checkouts. */
export type StoredSetup = Pick<LeaseSetup, 'template' | 'startScript' | 'name' | 'ports' | 'image' | 'command' | 'autoExtend'>

type Place = { readonly account: string; readonly node: string }
type Entry = Place & { readonly atMs: number; readonly setup: StoredSetup }

const shelfKey = 'infinitio.checkouts'
const mostCheckouts = 8
const lifeMs = 86_400_000

/**
 * Stores the form values of an account's checkout for one day, so that a reload or a later visit restores them. Only the newest eight checkouts
 * remain.
 */
export function storeCheckout(shelf: Shelf, { account, node, setup, atMs }: Place & { readonly setup: LeaseSetup; readonly atMs: number }): void {
  const { template, startScript, name, ports, image, command, autoExtend } = setup
  const entry: Entry = { account, node, atMs, setup: { template, startScript, name, ports, image, command, autoExtend } }
  write(shelf, [entry, ...others(shelf, { account, node })])
}

/**
 * Returns the form values that an account typed for a machine within the last day. Returns null if none are stored or the stored values are invalid.
 */
export function storedCheckout(shelf: Shelf, { account, node, nowMs }: Place & { readonly nowMs: number }): StoredSetup | null {
  const entry = storedEntries(shelf, shelfKey, isEntry).find((one) => one.account === account && one.node === node)
  return entry === undefined || entry.atMs + lifeMs <= nowMs ? null : entry.setup
}

/** Removes the stored values of a checkout after its order is placed. */
export function forgetCheckout(shelf: Shelf, place: Place): void {
  write(shelf, others(shelf, place))
}

function others(shelf: Shelf, { account, node }: Place): Entry[] {
  return storedEntries(shelf, shelfKey, isEntry).filter((one) => one.account !== account || one.node !== node)
}

function write(shelf: Shelf, entries: readonly Entry[]): void {
  shelf.setItem(shelfKey, JSON.stringify(entries.slice(0, mostCheckouts)))
}

/** Returns false for an entry that another version of this page stored. */
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
