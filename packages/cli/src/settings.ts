import { readFileSync, statSync } from 'node:fs'
import { type Client, createClient, refusal } from '@infinitio/sdk'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** Options every command takes. */
export type CommonOptions = { readonly url: string; readonly keyFile?: string; readonly json: boolean }

const groupAndOthers = 0o077

/** The wallet in the key file of `--key-file` or INFINITIO_KEY_FILE. Throws `wallet.key_unreadable` when it cannot be used, or others can read it. */
export function readWalletKey(options: Pick<CommonOptions, 'keyFile'>): PrivateKeyAccount {
  return privateKeyToAccount(readPrivateKey(options))
}

/** The key itself, for what must know more of it than its account. Throws as `readWalletKey` does. */
export function readPrivateKey({ keyFile }: Pick<CommonOptions, 'keyFile'>): `0x${string}` {
  if (keyFile === undefined) throw refusal('wallet.key_unreadable', { detail: 'no --key-file and no INFINITIO_KEY_FILE' })
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

/** A client of the API at `--url`. */
export function openClient({ url }: Pick<CommonOptions, 'url'>): Client {
  return createClient({ baseUrl: url })
}

/** Tells a person how far a command is, beside its result; not with `--json`. */
export type Say = (text: string) => void

/** A client signed in with the wallet of the key file, and the way to say how far the command is. */
export async function signInClient(options: CommonOptions): Promise<{ client: Client; wallet: PrivateKeyAccount; say: Say }> {
  const wallet = readWalletKey(options)
  const client = openClient(options)
  const { token } = await client.signIn({ signer: wallet, as: 'token' })
  const say = (text: string) => void (options.json || process.stderr.write(`${text}\n`))
  return { client: client.withToken(token ?? ''), wallet, say }
}
