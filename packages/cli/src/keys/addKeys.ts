import { hostname } from 'node:os'
import { type Client, formatPt, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import { sendMessage } from '../context/sendRelay.ts'
import type { Program } from '../context/program.ts'
import { type CommonOptions, type SignedIn, signInClient } from '../context/settings.ts'
import { confirmOnTerminal } from '../terminal/ask.ts'
import { lineCells, plain, shortId, table, utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { authorizeKey, type AuthorizeKeyOptions, makeKey, type MakeKeyOptions } from './keyLimits.ts'
import { ownKey } from './ownKey.ts'
import { signDraft } from './signDraft.ts'

/** Adds `infinitio keys`: session keys, which are the API keys of a wallet. */
export function addKeys(root: Command, { withCommon, run }: Program): void {
  const keys = root.command('keys').alias('key').description('API keys: rent, extend and end leases for your wallet, within limits on the chain')
  withLimits(withCommon(keys.command('make').description('make a key with limits; the key is shown only once')))
    .option('--out <file>', 'write it to a new file that only you can read')
    .action((options: MakeKeyOptions) => run(options, () => makeKey(options)))
  withCommon(
    keys.command('ls').description('list your keys with their limits and spending; the full amount that each lease locks counts as spent'),
  ).action((options: CommonOptions) => run(options, () => listKeys(options)))
  withLimits(
    withCommon(
      keys.command('authorize <address>').description('let a key spend from your Market balance; run the command again to change the limits'),
    ),
  ).action((address: string, options: AuthorizeKeyOptions) => run(options, () => authorizeKey(address, options)))
  withCommon(keys.command('revoke <address>').description('revoke a key, by its address or the first digits of it; asks first on a terminal'))
    .option('--yes', 'do not ask for confirmation; a script is never asked', false)
    .action((address: string, options: RevokeOptions) => run(options, () => revokeKey(address, options)))
  withCommon(
    keys
      .command('sign <file>')
      .description('sign the draft of a lease, of its extension or of its end, that the API prepared, and print the signature'),
  ).action((file: string, options: CommonOptions) => run(options, () => signDraft(file, options)))
  addKeyTokens(keys, { withCommon, run })
}

function withLimits(command: Command): Command {
  return command
    .requiredOption('--total <pt>', 'most PT that the key can spend in total')
    .option('--day <pt>', 'most PT that the key can spend per day (default: the total)')
    .option('--hours <hours>', 'valid for this many hours from now', '24')
    .option('--yes', 'for scripts; this command never asks for confirmation', false)
}

/** Lists the wallet's session keys with their limits and spending. */
async function listKeys(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { items } = await client.listSessionKeys()
  const pt = (units: string) => formatPt(BigInt(units), { digits: 9 })
  const rows = items.map(({ key, state, spent, total, dayCap, promised, free, expiry, final }) => {
    const until = new Date(expiry * 1_000).toISOString().slice(0, 16)
    return [shortId(key), `${state}${final ? '' : ' (pending)'}`, pt(spent), pt(total), pt(dayCap), pt(promised), pt(free), until]
  })
  const head = ['KEY', 'STATE', 'SPENT', 'OF', 'A DAY', 'PROMISED', 'FREE', 'UNTIL (UTC)']
  const note = 'SPENT counts the full amount that each lease locked. Refunds go to your Market balance and do not restore the limit of the key.'
  printResult({ json: options.json, value: items, text: `${table([head, ...rows], { right: [2, 3, 4, 5, 6] })}\n${note}` })
}

type RevokeOptions = CommonOptions & { readonly yes: boolean }

/**
 * Revokes a session key and waits until the chain includes the change. Asks first on a terminal. Throws `wallet.not_confirmed` without consent, and the code of
 * a failed message.
 */
async function revokeKey(address: string, options: RevokeOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const key = await ownKey(client, address)
  await confirmOnTerminal(options, `Revoke ${key}? Programs cannot use this key and its tokens from then on. Its leases keep running.`)
  const { relayId } = await sendMessage(client, wallet, (nonce) => ({ kind: 'revoke', key, nonce }))
  printResult({ json: options.json, value: { relayId, key }, text: `${key} is revoked.` })
}

type MakeTokenOptions = CommonOptions & { readonly name: string }

/** Adds `keys token`: API tokens, which programs send instead of the session key. */
function addKeyTokens(keys: Command, { withCommon, run }: Program): void {
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
 * Creates an API token of a session key. Without an address, creates it for the session key of the API key with which the command signs in. Throws
 * `api.invalid_field` if a wallet signs in and no address is given.
 */
async function makeToken(address: string | undefined, options: MakeTokenOptions): Promise<void> {
  const { client, wallet, isKey } = await signInClient(options)
  if (address === undefined && !isKey) throw refusal('api.invalid_field', { detail: 'give the address of the key: infinitio keys ls' })
  const key = address === undefined ? wallet.address.toLowerCase() : await ownKey(client, address)
  const made = await client.createApiToken({ key, name: options.name })
  printResult({
    json: options.json,
    value: { key, ...made },
    text: `Store this token now, it is shown only once:\n${made.token}\nUse it: curl -H "Authorization: Bearer inft_…" ${options.url}/api/v1/leases`,
  })
}

/** Returns the API tokens of all session keys that the caller may see, each with its session key. */
async function tokensOf({ client }: { client: Client }) {
  const { items } = await client.listSessionKeys()
  return items.flatMap(({ key, tokens }) => tokens.map((token) => ({ key, ...token })))
}

async function listTokens(options: CommonOptions): Promise<void> {
  const tokens = await tokensOf(await signInClient(options))
  const rows = tokens.map(({ tokenId, key, name, createdAt, expiresAt }) => [
    tokenId,
    plain(name),
    shortId(key),
    utcText(createdAt),
    utcText(expiresAt),
  ])
  const head = ['TOKEN', 'NAME', 'KEY', 'CREATED (UTC)', 'UNTIL (UTC)']
  printResult({ json: options.json, value: tokens, text: table([head, ...rows], { right: [], width: lineCells() }) })
}

/** Revokes a token by its id or the first digits of its id, at least 6. Throws `auth.token_unknown`, `api.ambiguous_name`. */
async function revokeToken(typed: string, options: CommonOptions): Promise<void> {
  const signedIn: SignedIn = await signInClient(options)
  const found = (await tokensOf(signedIn)).filter(({ tokenId }) => typed.length >= 6 && tokenId.startsWith(typed.toLowerCase()))
  const [token] = found
  if (token === undefined) throw refusal('auth.token_unknown', { detail: typed })
  if (found.length > 1) throw refusal('api.ambiguous_name', { detail: found.map(({ tokenId }) => tokenId).join(', ') })
  await signedIn.client.revokeApiToken({ key: token.key, tokenId: token.tokenId })
  printResult({ json: options.json, value: token, text: `Token ${token.tokenId} is revoked.` })
}
