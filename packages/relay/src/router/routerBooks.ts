import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Address, assetUnits, type AssetUnits, type ServiceId } from '@infinitio/domain'
import { hashOfKey, type RouterKey, RouterKeys } from './routerKeys.ts'

/**
 * The usage record of one answer that a router forwarded. `cost` is the amount in the service's receipt, or 0 without one. The record contains no prompt and no
 * answer.
 */
export type UsageRow = {
  readonly atMs: number
  readonly key: string
  readonly model: string
  readonly service: ServiceId
  readonly input: number
  readonly output: number
  readonly cost: AssetUnits
  readonly firstTokenMs: number
  readonly status: number
}

/** The API keys and usage records of a router that has no database. They are files in one folder that only its owner can read. */
export type RouterBooks = {
  /** Adds a key, and at the same moment ends the keys with the ids `ends`. */
  readonly addKey: (
    key: Pick<RouterKey, 'label' | 'payer' | 'issuedSeconds'> & {
      readonly budgetPerDay: bigint | null
      readonly nowMs: number
      readonly ends?: readonly string[]
    },
  ) => { readonly text: string; readonly key: RouterKey }
  readonly revokeKey: (id: string, nowMs: number) => boolean
  readonly keys: () => readonly RouterKey[]
  /** Returns the keys of a payer, also those that ended. */
  readonly keysOf: (payer: Address) => readonly RouterKey[]
  /** Returns the API key that a client sent as text, or null if it is unknown or revoked. */
  readonly keyOf: (text: string) => RouterKey | null
  readonly note: (row: UsageRow) => void
  readonly spentOn: (key: string, nowMs: number) => AssetUnits
  readonly usage: () => readonly UsageRow[]
}

const prefix = 'infr_'
const dayMs = 86_400_000
const nobodyElse = 0o600

/**
 * Opens the keys and usage records in a folder, and creates the folder if it is missing. It reads all records, so the spending of a day survives a restart.
 * Several processes may open the folder, but only one may add usage. If a crash cut the last line short, that line is dropped, and its answer is not counted.
 */
export function openRouterBooks(folder: string): RouterBooks {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const usageFile = path.join(folder, 'usage.jsonl')
  closeSync(openSync(usageFile, 'a', nobodyElse))
  chmodSync(usageFile, nobodyElse)
  const keys = new RouterKeys(folder)
  const rows = readRows(usageFile)
  const spent = new Map<string, bigint>()
  for (const row of rows) addSpent(spent, row)
  return {
    addKey: ({ label, budgetPerDay, nowMs, ends = [], ...ofPayer }) => {
      const text = `${prefix}${randomBytes(32).toString('base64url')}`
      const key = {
        id: randomBytes(6).toString('hex'),
        label,
        hash: hashOfKey(text),
        budgetPerDay: budgetPerDay === null ? null : assetUnits(budgetPerDay),
        createdMs: nowMs,
        revokedMs: null,
        ...ofPayer,
      }
      keys.add(key, ends)
      return { text, key }
    },
    revokeKey: (id, nowMs) => keys.revoke(id, nowMs),
    keys: () => keys.all(),
    keysOf: (payer) => keys.ofPayer(payer),
    keyOf: (text) => keys.ofText(text),
    note: (row) => {
      appendFileSync(usageFile, `${JSON.stringify(row, writeAmounts)}\n`)
      rows.push(row)
      addSpent(spent, row)
    },
    spentOn: (key, nowMs) => assetUnits(spent.get(`${key} ${dayOf(nowMs)}`) ?? 0n),
    usage: () => rows,
  }
}

function addSpent(spent: Map<string, bigint>, { key, atMs, cost }: UsageRow): void {
  const name = `${key} ${dayOf(atMs)}`
  spent.set(name, (spent.get(name) ?? 0n) + cost)
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs)
}

function readRows(file: string): UsageRow[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const whole = lines.slice(0, -1).filter((line) => line !== '')
  // Removes an incomplete last line, which a crash cut short, so that the next row does not continue it.
  if (lines.at(-1) !== '') writeFileSync(file, whole.map((line) => `${line}\n`).join(''), { mode: nobodyElse })
  return whole.map((line) => JSON.parse(line, reviveAmounts) as UsageRow)
}

function writeAmounts(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

function reviveAmounts(name: string, value: unknown): unknown {
  return name === 'cost' && typeof value === 'string' ? assetUnits(BigInt(value)) : value
}
