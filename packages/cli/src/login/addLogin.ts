import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import { writeKeyFile, readProfiles, writeProfiles } from '../context/profiles.ts'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

type LoginOptions = CommonOptions & { readonly profile?: string }

/** Adds `login` and `logout`. */
export function addLogin(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('login').description('remember a market and your key; makes a wallet key if you give none'))
    .addHelpText('after', precedence)
    .action((options: LoginOptions) => run(options, () => login(options)))
  withCommon(root.command('logout').description('forget a market; your key file stays')).action((options: LoginOptions) =>
    run(options, async () => logout(options)),
  )
}

const precedence = `
A command takes the market and the key from its options, then from INFINITIO_URL, INFINITIO_KEY_FILE and INFINITIO_KEY,
then from the profile: --profile, INFINITIO_PROFILE, or the last login.`

/**
 * Signs in at a market and stores the market and the key as a profile. Creates a wallet key if no key is given. Throws
 * the errors of signing in, and then deletes a created key.
 */
async function login(options: LoginOptions): Promise<void> {
  const name = profileName(options)
  const before = readProfiles()
  const key = keyOf(options, { name, before })
  try {
    const { client, account } = await signInClient({ ...options, ...key.options })
    const { chainId } = await client.getChain()
    await client.closeSession()
    const profile = { url: options.url, chainId, account: account.toLowerCase(), keyFile: key.keep(), isApiKey: key.isApiKey }
    writeProfiles({ current: name, profiles: { ...before.profiles, [name]: profile } })
    const made = key.isMade ? `\nThe key is new: back it up. It is your wallet, and nobody can restore it.` : ''
    const text = `Logged in to ${profile.url} (chain ${chainId}) as ${profile.account}.\nKey: ${profile.keyFile}${made}\nNext: infinitio wallet show`
    printResult({ json: options.json, value: { profile: name, ...profile }, text })
  } catch (error) {
    if (key.isMade) rmSync(key.keep(), { force: true })
    throw error
  }
}

/** The key for a login. `keep` returns the path of the key's file. For an API key, it first writes the key to a new file. */
type LoginKey = {
  readonly options: { readonly keyFile?: string; readonly apiKey?: string }
  readonly isApiKey: boolean
  readonly isMade: boolean
  readonly keep: () => string
}

function keyOf({ apiKey, keyFile }: LoginOptions, { name, before }: { name: string; before: ReturnType<typeof readProfiles> }): LoginKey {
  if (apiKey !== undefined) return { options: { apiKey }, isApiKey: true, isMade: false, keep: () => writeKeyFile(freeName(name), apiKey.trim()) }
  const known = before.profiles[name]
  const file = keyFile ?? (known === undefined || known.isApiKey ? undefined : known.keyFile)
  if (file !== undefined) return { options: { keyFile: file }, isApiKey: false, isMade: false, keep: () => resolve(file) }
  const made = writeKeyFile(freeName(name), `0x${randomBytes(32).toString('hex')}`)
  return { options: { keyFile: made }, isApiKey: false, isMade: true, keep: () => made }
}

/** Returns a new name for a key file, with the current time, so that no earlier key file is replaced. */
function freeName(name: string): string {
  return `${name}-${new Date().toISOString().replaceAll(/[^0-9]/g, '')}`
}

/** Returns the name of the profile: the given name, or the host of the market. Throws `api.invalid_field`. */
function profileName({ profile, url }: LoginOptions): string {
  if (!URL.canParse(url)) throw refusal('api.invalid_field', { detail: `--url ${url}` })
  const name = profile ?? new URL(url).host.replaceAll(':', '-')
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name) || name.startsWith('.'))
    throw refusal('api.invalid_field', { detail: `--profile ${name}: letters, digits, . _ -` })
  return name
}

/**
 * Deletes a profile. Its key file remains, because it may be the only copy of a wallet key. Throws `api.invalid_field`
 * for an unknown profile.
 */
function logout(options: LoginOptions): void {
  const { current, profiles } = readProfiles()
  const name = options.profile ?? current
  const profile = name === null ? undefined : profiles[name]
  if (name === null || profile === undefined)
    throw refusal('api.invalid_field', { detail: `no profile ${name ?? ''}: ${Object.keys(profiles).join(', ')}` })
  const others = Object.fromEntries(Object.entries(profiles).filter(([other]) => other !== name))
  writeProfiles({ current: current === name ? null : current, profiles: others })
  printResult({
    json: options.json,
    value: { profile: name, keyFile: profile.keyFile },
    text: `Logged out of ${profile.url}. Your key is still in ${profile.keyFile}.`,
  })
}
