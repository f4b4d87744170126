import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Address, assetUnits, type AssetUnits, type ServiceId } from '@infinitio/domain'

/** An API key of a router. The key itself is shown once and never stored: `hash` is its SHA-256. */
export type RouterKey = {
  readonly id: string
  readonly label: string
  readonly hash: string
  /** Once the key has spent this amount in a UTC day, its requests are refused. Null without a limit. */
  readonly budgetPerDay: AssetUnits | null
  readonly createdMs: number
  readonly revokedMs: number | null
  /** The account whose channel to this router pays for the key, and the time in Unix seconds at which it asked for the key. Missing if the router's owner pays. */
  readonly payer?: Address
  readonly issuedSeconds?: number
}

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
  readonly addKey: (key: Pick<RouterKey, 'label' | 'payer' | 'issuedSeconds'> & { readonly budgetPerDay: bigint | null; readonly nowMs: number }) => {
    readonly text: string
    readonly key: RouterKey
  }
  readonly revokeKey: (id: string, nowMs: number) => boolean
  readonly keys: () => readonly RouterKey[]
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
  const keysFile = path.join(folder, 'api-keys.json')
  const usageFile = path.join(folder, 'usage.jsonl')
  closeSync(openSync(usageFile, 'a', nobodyElse))
  chmodSync(usageFile, nobodyElse)
  let known: { readonly keys: readonly RouterKey[]; readonly changedMs: number } = { keys: [], changedMs: 0 }
  // Reads the keys again, because a command can add or revoke a key while the router runs.
  const keys = (): readonly RouterKey[] => {
    const changedMs = existsSync(keysFile) ? statSync(keysFile).mtimeMs : 0
    if (changedMs === known.changedMs) return known.keys
    known = { keys: JSON.parse(readFileSync(keysFile, 'utf8'), reviveAmounts) as readonly RouterKey[], changedMs }
    return known.keys
  }
  const rows = readRows(usageFile)
  const spent = new Map<string, bigint>()
  for (const row of rows) addSpent(spent, row)
  const save = (next: readonly RouterKey[]) => {
    const file = `${keysFile}.new`
    writeFileSync(file, JSON.stringify(next, writeAmounts, 2), { mode: nobodyElse })
    renameSync(file, keysFile)
    known = { keys: next, changedMs: statSync(keysFile).mtimeMs }
  }
  return {
    addKey: ({ label, budgetPerDay, nowMs, ...ofPayer }) => {
      const text = `${prefix}${randomBytes(32).toString('base64url')}`
      const key = {
        id: randomBytes(6).toString('hex'),
        label,
        hash: hashOf(text),
        budgetPerDay: budgetPerDay === null ? null : assetUnits(budgetPerDay),
        createdMs: nowMs,
        revokedMs: null,
        ...ofPayer,
      }
      save([...keys(), key])
      return { text, key }
    },
    revokeKey: (id, nowMs) => {
      const found = keys().some((key) => key.id === id && key.revokedMs === null)
      if (found) save(keys().map((key) => (key.id === id ? { ...key, revokedMs: nowMs } : key)))
      return found
    },
    keys,
    // The code compares only the hash of the sent text, so the time of the comparison reveals nothing that helps to guess a key.
    keyOf: (text) => keys().find(({ hash, revokedMs }) => revokedMs === null && hash === hashOf(text)) ?? null,
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

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function readRows(file: string): UsageRow[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const whole = lines.slice(0, -1).filter((line) => line !== '')
  // Removes an incomplete last line, which a crash cut short, so that the next row does not continue it.
  if (lines.at(-1) !== '') writeFileSync(file, whole.map((line) => `${line}\n`).join(''), { mode: nobodyElse })
  return whole.map((line) => JSON.parse(line, reviveAmounts) as UsageRow)
}

const amounts = ['cost', 'budgetPerDay']

function writeAmounts(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

function reviveAmounts(name: string, value: unknown): unknown {
  return amounts.includes(name) && typeof value === 'string' ? assetUnits(BigInt(value)) : value
}
