import { hostname } from 'node:os'
import { type Client, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient, type SignedIn } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { lineCells, plain, table, utcText } from '../terminal/texts.ts'
import { keyAddress } from '../terminal/typedValues.ts'

type MakeTokenOptions = CommonOptions & { readonly name: string }

/** Adds `keys token`: tokens that programs send to the API in place of the key. */
export function addKeyTokens(keys: Command, { withCommon, run }: Program): void {
  const tokens = keys.command('token').description('API tokens: read and prepare with the rights of a key, for curl and other programs')
  withCommon(tokens.command('make [address]').description('make a token of a key; the token is shown only once'))
    .option('--name <name>', 'where the token is used', hostname().slice(0, 60))
    .action((address: string | undefined, options: MakeTokenOptions) => run(options, () => makeToken(address, options)))
  withCommon(tokens.command('ls').description('list the tokens of your keys')).action((options: CommonOptions) =>
    run(options, () => listTokens(options)),
  )
  withCommon(tokens.command('revoke <token>').description('revoke a token at once, by its id')).action((tokenId: string, options: CommonOptions) =>
    run(options, () => revokeToken(tokenId, options)),
  )
}

/**
 * Creates a token of a session key. Without an address, creates it for the API key that signs in. Throws
 * `api.invalid_field` if a wallet signs in and no address is given.
 */
async function makeToken(address: string | undefined, options: MakeTokenOptions): Promise<void> {
  const { client, wallet, isKey } = await signInClient(options)
  if (address === undefined && !isKey) throw refusal('api.invalid_field', { detail: 'give the address of the key: infinitio keys ls' })
  const key = keyAddress(address ?? wallet.address)
  const made = await client.createApiToken({ key, name: options.name })
  printResult({
    json: options.json,
    value: { key, ...made },
    text: `Store this token now, it is shown only once:\n${made.token}\nUse it: curl -H "Authorization: Bearer inft_…" ${options.url}/api/v1/leases`,
  })
}

/** Returns the tokens of all keys that the caller may see, each with its key. */
async function tokensOf({ client }: { client: Client }) {
  const { items } = await client.listSessionKeys()
  return items.flatMap(({ key, tokens }) => tokens.map((token) => ({ key, ...token })))
}

async function listTokens(options: CommonOptions): Promise<void> {
  const tokens = await tokensOf(await signInClient(options))
  const rows = tokens.map(({ tokenId, key, name, createdAt, expiresAt }) => [tokenId, plain(name), key, utcText(createdAt), utcText(expiresAt)])
  const head = ['TOKEN', 'NAME', 'KEY', 'CREATED (UTC)', 'UNTIL (UTC)']
  printResult({ json: options.json, value: tokens, text: table([head, ...rows], { right: [], width: lineCells() }) })
}

/** Revokes a token by its id or the first digits of its id. Throws `auth.token_unknown`, `api.ambiguous_name`. */
async function revokeToken(typed: string, options: CommonOptions): Promise<void> {
  const signedIn: SignedIn = await signInClient(options)
  const found = (await tokensOf(signedIn)).filter(({ tokenId }) => typed.length >= 6 && tokenId.startsWith(typed.toLowerCase()))
  const [token] = found
  if (token === undefined) throw refusal('auth.token_unknown', { detail: typed })
  if (found.length > 1) throw refusal('api.ambiguous_name', { detail: found.map(({ tokenId }) => tokenId).join(', ') })
  await signedIn.client.revokeApiToken({ key: token.key, tokenId: token.tokenId })
  printResult({ json: options.json, value: token, text: `Token ${token.tokenId} is revoked.` })
}
