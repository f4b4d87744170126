import { createHash } from 'node:crypto'
import { appendFileSync, chmodSync, closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Address, assetUnits, type AssetUnits } from '@infinitio/domain'

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

/** A line of the file of keys: keys that end, with the time, and a key that begins. One line is written completely or not at all. */
type Change = { readonly revoke: readonly string[]; readonly atMs: number; readonly add?: RouterKey }

const ownerOnly = 0o600

/**
 * The API keys of a router in a file to which lines are only added, so that a new key costs one line, however many there are. Several processes may add and revoke
 * keys: each read takes the lines that others added.
 */
export class RouterKeys {
  readonly #file: string
  readonly #byId = new Map<string, RouterKey>()
  readonly #idOfHash = new Map<string, string>()
  readonly #idsOfPayer = new Map<Address, string[]>()
  /** The number of bytes of the file that were read. */
  #read = 0

  /** Opens the keys in a folder. Keys of the earlier file `api-keys.json` remain valid. */
  constructor(folder: string) {
    this.#file = path.join(folder, 'api-keys.jsonl')
    closeSync(openSync(this.#file, 'a', ownerOnly))
    chmodSync(this.#file, ownerOnly)
    const earlier = path.join(folder, 'api-keys.json')
    if (existsSync(earlier)) for (const key of JSON.parse(readFileSync(earlier, 'utf8'), reviveBudget) as readonly RouterKey[]) this.#know(key)
    this.all()
    // A crash can cut the last line short. Nobody got the key of such a line, and the next line must not continue it.
    if (statSync(this.#file).size > this.#read) appendFileSync(this.#file, '\n')
  }

  /** Adds a key and ends others, by one line. */
  add(key: RouterKey, ended: readonly string[]): void {
    this.#write({ revoke: ended, atMs: key.createdMs, add: key })
  }

  /** Ends a key. Returns false if it is unknown or has ended. */
  revoke(id: string, nowMs: number): boolean {
    this.#look()
    if (this.#byId.get(id)?.revokedMs !== null) return false
    this.#write({ revoke: [id], atMs: nowMs })
    return true
  }

  /** Returns all keys, the oldest first. */
  all(): readonly RouterKey[] {
    this.#look()
    return [...this.#byId.values()]
  }

  /** Returns the keys of a payer, the oldest first. */
  ofPayer(payer: Address): readonly RouterKey[] {
    this.#look()
    return (this.#idsOfPayer.get(payer) ?? []).flatMap((id) => this.#byId.get(id) ?? [])
  }

  /** Returns the key with this text if it has not ended, or null. The code looks up the hash of the text, so its time reveals nothing about the keys. */
  ofText(text: string): RouterKey | null {
    this.#look()
    const key = this.#byId.get(this.#idOfHash.get(hashOfKey(text)) ?? '')
    return key?.revokedMs === null ? key : null
  }

  #write(change: Change): void {
    appendFileSync(this.#file, `${JSON.stringify(change, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}\n`)
    this.#look()
  }

  /** Applies the complete lines that this or another process added since the last call. */
  #look(): void {
    const { size } = statSync(this.#file)
    if (size === this.#read) return
    const bytes = Buffer.alloc(size - this.#read)
    const file = openSync(this.#file, 'r')
    const count = readSync(file, bytes, 0, bytes.length, this.#read)
    closeSync(file)
    const end = bytes.subarray(0, count).lastIndexOf('\n') + 1
    this.#read += end
    for (const line of bytes.subarray(0, end).toString().split('\n')) {
      const change = changeOf(line)
      if (change === null) continue
      for (const id of change.revoke) {
        const key = this.#byId.get(id)
        if (key?.revokedMs === null) this.#byId.set(id, { ...key, revokedMs: change.atMs })
      }
      if (change.add !== undefined) this.#know(change.add)
    }
  }

  #know(key: RouterKey): void {
    this.#byId.set(key.id, key)
    this.#idOfHash.set(key.hash, key.id)
    if (key.payer === undefined) return
    const ids = this.#idsOfPayer.get(key.payer)
    if (ids === undefined) this.#idsOfPayer.set(key.payer, [key.id])
    else ids.push(key.id)
  }
}

/** Returns the SHA-256 of the text of a key. */
export function hashOfKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Parses a line. Returns null for an empty line and for one that a crash cut short. */
function changeOf(line: string): Change | null {
  try {
    return JSON.parse(line, reviveBudget) as Change
  } catch {
    return null
  }
}

function reviveBudget(name: string, value: unknown): unknown {
  return name === 'budgetPerDay' && typeof value === 'string' ? assetUnits(BigInt(value)) : value
}
