'use client'
import { isTemplateId, parseRun, type TemplateMachine, templateMisfit, templateOf, templateOfRun } from '@infinitio/domain'
import { useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { storeSshKeys, storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import { type LeaseSetup, plainSetup, setupOfTemplate } from '#web/parts/lease-setup/leaseSetup.ts'
import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'
import { usePinnedTemplate } from '#web/parts/lease-setup/usePinnedTemplate.ts'
import { carriedSetup, noteSetup } from '#web/parts/other-machine/carriedSetup.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Identifies a checkout. `key`: if the user goes from another checkout to this one, the values typed there are passed on under this key. `node`: the browser
 * stores the values for each account and node. `machine` describes the rented GPUs.
 */
type SetupPlace = { readonly key: string; readonly node: string | null; readonly machine: TemplateMachine | null }

/** Returns the setup that the user entered and functions that change it. The browser stores the setup until the renter signs. */
export function useSetup<Placed>({ key, node, machine }: SetupPlace, onPlaced: (placed: Placed) => void) {
  const runText = useSearchParams().get('run') ?? ''
  const [setup, setSetup] = useState<LeaseSetup>(() => carriedSetup(key) ?? setupOfRun(runText, machine))
  const place = usePlace(node)
  const isCarried = carriedSetup(key) !== null
  useEffect(() => {
    // If the user brought values from another machine's checkout, use these, because they are newer than the stored values.
    const stored = place === null || isCarried ? null : storedCheckout(window.localStorage, { ...place, nowMs: Date.now() })
    setSetup((current) => ({ ...current, ...stored, keys: storedSshKeys() }))
  }, [place, isCarried])
  useEffect(() => noteSetup(setup), [setup])
  function change(patch: Partial<LeaseSetup>): void {
    const next = { ...setup, ...patch }
    setSetup(next)
    if (patch.keys !== undefined) storeSshKeys(patch.keys)
    if (place !== null) storeCheckout(window.localStorage, { ...place, setup: next, atMs: Date.now() })
  }
  function placed(order: Placed): void {
    if (place !== null) forgetCheckout(window.localStorage, place)
    onPlaced(order)
  }
  usePinnedTemplate(setup, change)
  return { setup, change, placed }
}

/** Returns the account and the machine under which the browser stores the values; null while they are not known. */
function usePlace(node: string | null): { readonly account: string; readonly node: string } | null {
  const account = useAccount() ?? null
  return useMemo(() => (account === null || node === null ? null : { account, node }), [account, node])
}

const cards = 'https://huggingface.co/'

/**
 * Returns the initial checkout form for the program in the page's URL. It selects the template of that program and, in the vLLM template, the requested
 * model. Returns a plain shell if the URL has no program or the machine cannot run the template.
 */
export function setupOfRun(text: string, machine: TemplateMachine | null): LeaseSetup {
  const run = parseRun(text)
  if (run === null) return plainSetup
  const id = templateOfRun(run)
  if (machine !== null && templateMisfit(templateOf(id), machine) !== null) return plainSetup
  const setup = { ...plainSetup, ...setupOfTemplate(id) }
  const source = 'program' in run ? null : run.model.source
  if (id !== 'vllm' || source === null) return setup
  return { ...setup, command: setup.command.replace(/^vllm serve \S+/, `vllm serve ${source.replace(cards, '')}`) }
}

/** Lists the stored fields of a checkout. Secrets are never stored; SSH keys are stored once for all checkouts. */
type StoredSetup = Pick<LeaseSetup, 'template' | 'startScript' | 'name' | 'ports' | 'image' | 'command' | 'autoExtend'>

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

/** Returns false for an entry in the format of another version of this page. */
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
