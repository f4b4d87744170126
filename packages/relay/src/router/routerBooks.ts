import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Address, assetUnits, type AssetUnits, type ServiceId } from '@infinitio/domain'
import { hashOfKey, type RouterKey, RouterKeys } from './routerKeys.ts'

/**
 * The usage record of one answer that a router forwarded. `cost` is the amount in the service's receipt, or 0 without one. The record contains no prompt and no
 * answer. Once the file is large, the rows of a day with the same key, model, service and status become one row.
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
  /** The number of answers that a row of a shortened file sums up. Missing for one answer. */
  readonly requests?: number
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
const usualUsageBytes = 8 * 1_048_576
/** Rows of earlier days are dropped when the file is shortened. */
const keptDays = 90

/**
 * Opens the keys and usage records in a folder, and creates the folder if it is missing. It reads all records, so the spending of a day survives a restart.
 * Several processes may open the folder, but only one may add usage. If a crash cut the last line short, that line is dropped, and its answer is not counted.
 */
export function openRouterBooks(folder: string, mostUsageBytes = usualUsageBytes): RouterBooks {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const usageFile = path.join(folder, 'usage.jsonl')
  closeSync(openSync(usageFile, 'a', nobodyElse))
  chmodSync(usageFile, nobodyElse)
  const keys = new RouterKeys(folder)
  const usage = openUsage(usageFile, mostUsageBytes)
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
    ...usage,
  }
}

/** Opens the file with usage records. Once it is large, a new record sums up the earlier ones. */
function openUsage(file: string, mostBytes: number): Pick<RouterBooks, 'note' | 'spentOn' | 'usage'> {
  let rows = readRows(file)
  let bytes = statSync(file).size
  let shortenAt = mostBytes
  const spent = new Map<string, bigint>()
  for (const row of rows) addSpent(spent, row)
  /** Writes the file again, completely or not at all. Only the router calls it, because only the router adds usage. */
  const shorten = (nowMs: number) => {
    rows = sumRows(rows, nowMs)
    for (const name of spent.keys()) if (!name.endsWith(` ${dayOf(nowMs)}`)) spent.delete(name)
    const text = rows.map(lineOf).join('')
    writeFileSync(`${file}.new`, text, { mode: nobodyElse })
    renameSync(`${file}.new`, file)
    bytes = text.length
    shortenAt = Math.max(mostBytes, bytes * 2)
  }
  return {
    note: (row) => {
      const line = lineOf(row)
      appendFileSync(file, line)
      bytes += line.length
      rows.push(row)
      addSpent(spent, row)
      if (bytes >= shortenAt) shorten(row.atMs)
    },
    spentOn: (key, nowMs) => assetUnits(spent.get(`${key} ${dayOf(nowMs)}`) ?? 0n),
    usage: () => rows,
  }
}

function lineOf(row: UsageRow): string {
  return `${JSON.stringify(row, writeAmounts)}\n`
}

/** Returns one row for all rows of a day with the same key, model, service and status. Drops rows that are older than `keptDays`. */
function sumRows(rows: readonly UsageRow[], nowMs: number): UsageRow[] {
  const sums = new Map<string, UsageRow>()
  for (const row of rows) {
    if (nowMs - row.atMs > keptDays * dayMs) continue
    const name = [dayOf(row.atMs), row.key, row.model, row.service, row.status].join(' ')
    const sum = sums.get(name)
    const cost = assetUnits((sum?.cost ?? 0n) + row.cost)
    const counts = { input: (sum?.input ?? 0) + row.input, output: (sum?.output ?? 0) + row.output }
    sums.set(name, { ...row, ...counts, cost, requests: (sum?.requests ?? 0) + (row.requests ?? 1) })
  }
  return [...sums.values()]
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
