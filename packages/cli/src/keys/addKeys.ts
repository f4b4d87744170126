import { formatPt } from '@infinitio/sdk'
import type { Command } from 'commander'
import { sendMessage } from '../context/sendRelay.ts'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { addKeyTokens } from './addKeyTokens.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { authorizeKey, type AuthorizeKeyOptions, makeKey, type MakeKeyOptions } from './keyLimits.ts'

/** Adds `infinitio keys`: session keys, which are the API keys of a wallet. */
export function addKeys(root: Command, { withCommon, run }: Program): void {
  const keys = root.command('keys').alias('key').description('API keys: rent, extend and end leases for your wallet, within limits on the chain')
  withLimits(withCommon(keys.command('make').description('make a key with limits; the key is shown only once')))
    .option('--out <file>', 'write it to a new file that only you can read')
    .action((options: MakeKeyOptions) => run(options, () => makeKey(options)))
  withCommon(keys.command('ls').description('list your keys with their limits and spending')).action((options: CommonOptions) =>
    run(options, () => listKeys(options)),
  )
  withLimits(
    withCommon(
      keys.command('authorize <address>').description('let a key spend from your Market balance; run the command again to change the limits'),
    ),
  ).action((address: string, options: AuthorizeKeyOptions) => run(options, () => authorizeKey(address, options)))
  withCommon(keys.command('revoke <address>').description('revoke a key at once')).action((address: string, options: CommonOptions) =>
    run(options, () => revokeKey(address, options)),
  )
  addKeyTokens(keys, { withCommon, run })
}

function withLimits(command: Command): Command {
  return command
    .requiredOption('--total <pt>', 'most PT that the key can spend in total')
    .option('--day <pt>', 'most PT that the key can spend per day (default: the total)')
    .option('--hours <hours>', 'valid for this many hours from now', '24')
}

/** Lists the wallet's session keys with their limits and spending. */
async function listKeys(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { items } = await client.listSessionKeys()
  const pt = (units: string) => formatPt(BigInt(units), { digits: 9 })
  const rows = items.map(({ key, state, spent, total, dayCap, promised, free, expiry, final }) => {
    const until = new Date(expiry * 1_000).toISOString().slice(0, 16)
    return [key, `${state}${final ? '' : ' (pending)'}`, pt(spent), pt(total), pt(dayCap), pt(promised), pt(free), until]
  })
  const head = ['KEY', 'STATE', 'SPENT', 'OF', 'A DAY', 'PROMISED', 'FREE', 'UNTIL (UTC)']
  printResult({ json: options.json, value: items, text: table([head, ...rows], { right: [2, 3, 4, 5, 6] }) })
}

/** Revokes a session key and waits until the chain includes the change. Throws the relay's code. */
async function revokeKey(address: string, options: CommonOptions): Promise<void> {
  const key = keyAddress(address)
  const { client, wallet } = await signInClient(options)
  const { relayId } = await sendMessage(client, wallet, (nonce) => ({ kind: 'revoke', key, nonce }))
  printResult({ json: options.json, value: { relayId, key }, text: `${key} is revoked.` })
}
