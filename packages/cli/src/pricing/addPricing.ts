import { changedPrice, type PTokenUnits, pTokenUnits, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'
import { giveMandate, type GiveMandateOptions, revokeMandate } from './mandates.ts'
import { type NodeChoice, readOwnMarket } from './ownMarket.ts'
import { hourText, priceWarnings } from './priceTexts.ts'
import { runPrices, type RunPricesOptions, showPrices, type ShowPricesOptions } from './runPrices.ts'
import { signChanges } from './signChanges.ts'

/** Adds `price`: shows the prices that a rule gives, updates prices by a rule automatically, and changes many prices at once. */
export function addPricing(root: Command, { withCommon, run }: Program): void {
  const price = root.command('price').description('prices of your machines')
  const nodes = ['--node <nodes>', 'ids or names, separated by commas (default: all your machines)'] as const
  withCommon(price.command('show').description('show the price that a rule gives for each machine now, and why; signs nothing'))
    .requiredOption('--rule <file>', 'the rule, JSON')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .action((options: ShowPricesOptions) => run(options, () => showPrices(options)))
  withCommon(price.command('run').description('set prices by a rule, until you stop it'))
    .requiredOption('--rule <file>', 'file with the rule in JSON; read again each time')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .option('--mandate <file>', "sign with a machine's key under this signing permission")
    .option('--once', 'set the prices once, then stop', false)
    .action((options: RunPricesOptions) => run(options, () => runPrices(options)))
  withCommon(price.command('set').description('change the price of several machines'))
    .option('--price <pt>', 'PT per GPU-hour')
    .option('--percent <percent>', 'change in percent; negative lowers the price: --percent=-5')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: SetPricesOptions) => run(options, () => setPrices(options)))
  withCommon(price.command('mandate <own-machine>').description("let a machine's key sign prices, never below a floor that the contract checks"))
    .requiredOption('--floor <pt>', 'lowest price in PT per GPU-hour')
    .requiredOption('--out <file>', 'file to write')
    .option('--days <days>', 'days from now', '28')
    .option('--transferable', 'renters can transfer leases, even if the listing does not allow it', false)
    .action((node: string, options: GiveMandateOptions) => run(options, () => giveMandate(node, options)))
  withCommon(price.command('revoke <mandate>').description('revoke a signing permission and all its prices on the chain')).action(
    (file: string, options: CommonOptions) => run(options, () => revokeMandate(file, options)),
  )
}

/** Options of `infinitio price set`: a price in PT per GPU-hour or a change in percent, and the nodes. */
type SetPricesOptions = CommonOptions & NodeChoice & { readonly price?: string; readonly percent?: string; readonly yes: boolean }

const someRefused = 1

/**
 * Changes the prices of the chosen nodes that are listed. Shows old and new prices before signing, and warns of prices that are probably mistakes. Resolves
 * with exit code 1 if a change was rejected.
 */
async function setPrices(options: SetPricesOptions): Promise<number> {
  const priceOf = changeOf(options)
  const { client, wallet } = await signInClient(options)
  const market = await readOwnMarket(client, options)
  const prices = market.nodes.flatMap((node) => {
    if (node.ask === null) return []
    const current = pTokenUnits(BigInt(node.ask.pricePerGpuSecond))
    const price = priceOf(current)
    return price === current ? [] : [{ node, current, pricePerGpuSecond: price, why: '' }]
  })
  if (prices.length === 0) {
    printResult({ json: options.json, value: [], text: 'Nothing to change: no machine is listed, or all have this price.' })
    return 0
  }
  const rows = prices.map(({ node, current, pricePerGpuSecond }) => [node.name, hourText(current), hourText(pricePerGpuSecond)])
  process.stderr.write(`${table([['node', 'PT/GPU-h', 'new'], ...rows], { right: [1, 2] })}\n`)
  const warnings = priceWarnings(prices)
  for (const warning of warnings) process.stderr.write(`${warning}\n`)
  await confirm(options, `Sign ${prices.length} new ${prices.length === 1 ? 'ask' : 'asks'}${warnings.length === 0 ? '' : ' anyway'}?`)
  const refused = await signChanges(client, { signer: wallet, chain: market.chain, prices, under: market.provider, json: options.json })
  await client.closeSession()
  return refused === 0 ? 0 : someRefused
}

function changeOf({ price, percent }: SetPricesOptions): (current: PTokenUnits) => PTokenUnits {
  if ((price === undefined) === (percent === undefined)) throw refusal('api.invalid_field', { detail: 'one of --price and --percent' })
  if (price !== undefined) {
    const wanted = pTokenUnits(pricePerSecond(price, '--price'))
    return () => wanted
  }
  const changeBps = bpsOf(percent ?? '')
  return (current) => changedPrice(current, { changeBps })
}

/** Converts a percentage with up to two decimals into basis points: "-2.5" becomes −250. Throws `api.invalid_field` for −100 or less and for other text. */
function bpsOf(text: string): bigint {
  const match = /^([+-]?)(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  const bps = match === null ? -10_000n : BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  if (bps <= -10_000n) throw refusal('api.invalid_field', { detail: `--percent ${text}` })
  return bps
}
