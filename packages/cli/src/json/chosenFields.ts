import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'

/**
 * Whether a command prints JSON. A list of names prints only these fields of each item of its list (`--fields`). A name with dots leads into the item, such as
 * `ask.pricePerGpuSecond`.
 */
export type Json = boolean | readonly string[]

const ofItems = [
  ...['search', 'compare', 'ps', 'snapshots', 'report list', 'fault list', 'review list', 'holds list', 'jobs ps', 'services list', 'orders ls'],
  ...['nodes', 'leases', 'blocks', 'transactions'].map((list) => `explore ${list}`),
  ...['artefact list', 'notifications', 'webhooks ls', 'searches ls'],
  ...['govern delegates', 'govern proposals', 'bounty list', 'dispute list', 'finding list', 'project list', 'commitment list', 'model list'],
  'programme list',
]

/** The commands with `--fields`, each with the name of the list in its JSON. The empty name means that the whole JSON is the list. */
export const listNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ofItems.map((command) => [command, 'items'])),
  ...Object.fromEntries(['keys ls', 'keys token ls', 'route keys ls', 'route usage', 'price show'].map((command) => [command, ''])),
  'clusters ls': 'clusters',
  'files ls': 'entries',
  'ssh-keys': 'sshKeys',
  'lease-keys': 'sshKeys',
  'hosting list': 'programmes',
  'provide maintenance list': 'windows',
}

/** Adds `--fields` to a command if it prints a list. `path` is the command's words. */
export function addFields(command: Command, path: string): void {
  if (path in listNames) command.option('--fields <names>', 'print JSON with these fields of each item, such as id,state')
}

/** Makes a command print only the fields of `--fields`. Throws `api.invalid_field` for a list that does not consist of names. */
export function chooseFields(command: Command): void {
  const { fields } = command.opts<{ fields?: string }>()
  if (fields === undefined) return
  const names = fields.split(',').map((name) => name.trim())
  if (!names.every((name) => /^\w+(\.\w+)*$/.test(name)))
    throw refusal('api.invalid_field', { detail: `--fields ${fields}: names with commas between` })
  command.setOptionValueWithSource('json', names, 'cli')
}

/**
 * Returns the JSON of a list command with only the chosen fields of each item; the fields beside the list, such as `nextCursor`, remain. A field that an item
 * does not have is null. Throws `api.invalid_field` with the fields of the items if no item has a chosen field. Pure.
 */
export function withFields(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return chosen(value, names)
  const frame = Object.entries(value as object)
  const lists = [...new Set(Object.values(listNames))]
  return Object.fromEntries(frame.map(([name, part]) => [name, lists.includes(name) && Array.isArray(part) ? chosen(part, names) : part]))
}

function chosen(items: readonly unknown[], names: readonly string[]): unknown[] {
  const missing = names.find((name) => items.length > 0 && items.every((item) => fieldOf(item, name) === undefined))
  if (missing !== undefined) {
    const known = [...new Set(items.flatMap((item) => Object.keys(item as object)))]
    throw refusal('api.invalid_field', { detail: `--fields ${missing}: ${known.join(', ')}` })
  }
  return items.map((item) => Object.fromEntries(names.map((name) => [name, fieldOf(item, name) ?? null])))
}

function fieldOf(item: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((part, key) => {
    return typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined
  }, item)
}
