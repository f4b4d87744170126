import type { Json } from '../json/chosenFields.ts'
import { readFileSync, statSync } from 'node:fs'
import { type Client, createClient, readApiKey, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/**
 * Options that every command takes. `apiKey` comes only from INFINITIO_KEY, because other users can read command
 * lines.
 */
export type CommonOptions = { readonly url: string; readonly keyFile?: string; readonly apiKey?: string; readonly json: Json }

const groupAndOthers = 0o077

/**
 * Returns the wallet of the key file in `--key-file` or INFINITIO_KEY_FILE. Throws `wallet.no_key` if neither is set, and `wallet.key_unreadable` if the file
 * is invalid or other users can read it.
 */
export function readWalletKey(options: Pick<CommonOptions, 'keyFile'>): PrivateKeyAccount {
  return privateKeyToAccount(readPrivateKey(options))
}

/** Returns the private key for callers that need more than its account. Throws the codes of `readWalletKey`. */
export function readPrivateKey({ keyFile }: Pick<CommonOptions, 'keyFile'>): `0x${string}` {
  if (keyFile === undefined) throw refusal('wallet.no_key', { detail: 'no --key-file, no INFINITIO_KEY_FILE, no profile' })
  const text = readKeyText(keyFile)
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw refusal('wallet.key_unreadable', { detail: `${keyFile} holds no 0x key` })
  return text as `0x${string}`
}

function readKeyText(keyFile: string): string {
  try {
    if ((statSync(keyFile).mode & groupAndOthers) !== 0)
      throw refusal('wallet.key_unreadable', { detail: `${keyFile} can be read by others: chmod 600` })
    return readFileSync(keyFile, 'utf8').trim()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.name !== 'InfinitioError')
      throw refusal('wallet.key_unreadable', { detail: String(cause) })
    throw cause
  }
}

/** Returns a client of the API at `--url`. */
export function openClient({ url }: Pick<CommonOptions, 'url'>): Client {
  return createClient({ baseUrl: url })
}

/** Prints the progress of a command for a person, separate from its result. Prints nothing with `--json`. */
export type Say = (text: string) => void

/**
 * The account that a command acts for, and its signer: the account's wallet or a session key. `isKey` is true if the signer is a session key, which has fewer
 * rights.
 */
export type SignedIn = {
  readonly client: Client
  readonly wallet: PrivateKeyAccount
  readonly account: string
  readonly isKey: boolean
  readonly say: Say
}

/**
 * Signs in with the API key in INFINITIO_KEY if it is set, otherwise with the wallet in the key file. Returns the signed-in client, the signer and its account,
 * and a function that prints progress.
 */
export async function signInClient(options: CommonOptions): Promise<SignedIn> {
  const apiKey = options.apiKey === undefined ? null : readApiKey(options.apiKey)
  const wallet = apiKey === null ? readWalletKey(options) : privateKeyToAccount(apiKey.privateKey)
  const account = apiKey?.account ?? wallet.address
  const client = openClient(options)
  const { token } = await client.signIn({ signer: wallet, account, as: 'token' })
  const say = (text: string) => void (options.json || process.stderr.write(`${text}\n`))
  return { client: client.withToken(token ?? ''), wallet, account, isKey: apiKey !== null, say }
}

/** Returns the next nonce for a bid of the account. */
export async function nextBidNonce(signedIn: Pick<SignedIn, 'client' | 'isKey'>): Promise<bigint> {
  return BigInt((await nextNonceOf(signedIn)).bid)
}

/** Returns the next nonce for an ask or an auto-extend order of the account. */
export async function nextAskNonce(signedIn: Pick<SignedIn, 'client' | 'isKey'>): Promise<bigint> {
  return BigInt((await nextNonceOf(signedIn)).ask)
}

async function nextNonceOf({ client, isKey }: Pick<SignedIn, 'client' | 'isKey'>): Promise<{ bid: string; ask: string }> {
  return (isKey ? await client.listSessionKeys() : await client.getWallet({ limit: 1 })).nextNonce
}
