import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'

/** The URL of a market and the account that uses it. A profile contains the path of its key file, never the key. */
type Profile = {
  readonly url: string
  readonly chainId: number
  readonly account: string
  /** The path of the file with the wallet key, or with the API key. */
  readonly keyFile: string
  readonly isApiKey: boolean
}

/** All profiles by name, and the one that commands use. */
export type Profiles = { readonly current: string | null; readonly profiles: Readonly<Record<string, Profile>> }

const ownerOnly = 0o600
const folderOfOwner = 0o700
const groupAndOthers = 0o077
const nobody: Profiles = { current: null, profiles: {} }

/** Returns the folder of the command's configuration, according to the XDG rules (`XDG_CONFIG_HOME`). */
export function configFolder(): string {
  const xdg = process.env.XDG_CONFIG_HOME
  return join(xdg?.startsWith('/') ? xdg : join(homedir(), '.config'), 'infinitio')
}

/**
 * Reads the profiles, or returns no profiles if the file does not exist. Throws `wallet.key_unreadable` if other users
 * can read or write the file, or if it does not contain profiles.
 */
export function readProfiles(): Profiles {
  const file = join(configFolder(), 'config.json')
  const text = readPrivateFile(file)
  if (text === null) return nobody
  const value = parsed(text)
  if (value === null) throw refusal('wallet.key_unreadable', { detail: `${file} holds no profiles: run infinitio login` })
  return value
}

/** Reads a file that only its owner may read; returns null if it does not exist. Throws `wallet.key_unreadable` if other users may access it. */
export function readPrivateFile(file: string): string | null {
  try {
    if ((statSync(file).mode & groupAndOthers) !== 0) throw refusal('wallet.key_unreadable', { detail: `${file} can be read by others: chmod 600` })
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}

/**
 * Stores the profiles in a file that only its owner may read. Replaces the file in one step, so that no program reads
 * a half-written file.
 */
export function writeProfiles(profiles: Profiles): void {
  const folder = configFolder()
  mkdirSync(folder, { recursive: true, mode: folderOfOwner })
  const file = join(folder, 'config.json')
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(profiles, null, 2)}\n`, { mode: ownerOnly })
  chmodSync(draft, ownerOnly)
  renameSync(draft, file)
}

/**
 * Writes a key to a new file that only its owner may read, and returns its path. Never replaces a file, because it may
 * be the only copy of a wallet key.
 */
export function writeKeyFile(name: string, text: string): string {
  const folder = join(configFolder(), 'keys')
  mkdirSync(folder, { recursive: true, mode: folderOfOwner })
  const file = join(folder, `${name}.key`)
  writeFileSync(file, `${text}\n`, { mode: ownerOnly, flag: 'wx' })
  return file
}

function parsed(text: string): Profiles | null {
  try {
    const value: unknown = JSON.parse(text)
    return isProfiles(value) ? value : null
  } catch {
    return null // Not JSON. The caller reports this.
  }
}

function isProfiles(value: unknown): value is Profiles {
  if (typeof value !== 'object' || value === null || !('current' in value) || !('profiles' in value)) return false
  const { current, profiles } = value
  if ((current !== null && typeof current !== 'string') || typeof profiles !== 'object' || profiles === null) return false
  return Object.values(profiles).every(isProfile)
}

function isProfile(value: unknown): value is Profile {
  if (typeof value !== 'object' || value === null) return false
  const { url, chainId, account, keyFile, isApiKey } = value as Record<keyof Profile, unknown>
  return [url, account, keyFile].every((field) => typeof field === 'string') && typeof chainId === 'number' && typeof isApiKey === 'boolean'
}
