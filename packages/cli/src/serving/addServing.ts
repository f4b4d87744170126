import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { FetchOptions } from './fetchPage.ts'
import type { ProxyOptions } from './runProxy.ts'
import type { RouteOptions } from './runRoute.ts'
import type { ServeOptions } from './runServe.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { AddOptions } from './routeKeys.ts'

/**
 * Adds four commands: `infinitio serve` sells answers of a model server or files, `infinitio proxy` buys answers from one service, `infinitio route` buys them from
 * any service, and `infinitio fetch` loads a page.
 */
export function addServing(root: Command, { withCommon, run }: Program): void {
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  onChain(root.command('serve').description('sell answers of a model server on this computer, paid by vouchers'))
    .option('--upstream <url>', 'the model server (default: vLLM, Ollama or llama.cpp at their usual ports)')
    .addOption(new Option('--upstream-key <key>').env('INFINITIO_UPSTREAM_KEY').hideHelp())
    .option('--price <in/out>', 'PT for a million tokens of prompt and of answer, such as 0.20/0.60')
    .option('--model <name>', 'the model to sell (default: the first one of the server)')
    .option('--scale <file>', 'service.yaml: rent machines for the requests, by the API key in INFINITIO_KEY, and end them when they are idle')
    .option(
      '--files <folder...>',
      'sell the files of these folders by their SHA-256 in place of a model; --price: PT for a million requests/for a GB',
    )
    .option('--fetch <file>', 'load public pages of the hosts in this file for clients, one host a line; --price: PT for a million requests/for a GB')
    .option('--listen <host:port>', 'where this service listens', '127.0.0.1:8402')
    .option('--public-url <url>', 'URL at which clients reach this computer (default: the gateway, by a tunnel)')
    .option('--lock <hours>', 'time between the exit of a payer and its refund, 1 to 168 h', '24')
    .option('--step <pt>', 'most PT that a client pays ahead of its answer (default: 0.01)')
    .option('--contact <text>', 'where people report abuse')
    .option('--context <tokens>', 'most tokens of a prompt and its answer together (default: not stated)')
    .option('--quantization <name>', 'quantisation of the weights, such as fp8 (default: not stated)')
    .option('--region <name>', 'region of the machines, such as eu-north (default: not stated)')
    .option('--grant <file>', 'grant of the owner of the model, who gets a royalty; it is read when the service is registered')
    .option('--deny <file>', 'addresses and country codes that you do not serve, one a line; it is read again when it changes')
    .option('--country-header <name>', 'header in which your own proxy writes the country of the client')
    .option('--least-deposit <pt>', 'smallest channel in PT that you accept', '0.05')
    .option('--cached-price <pt>', 'PT for a million cached tokens of prompt (default: the price of other tokens)')
    .option(
      '--cached-prefix <tokens/seconds>',
      'the beginning of a prompt counts as cached if the channel paid it in these seconds, such as 1024/300',
    )
    .option('--accept-g', 'also accept channels in G tokens, at the rate of the chain; prices stay in PT', false)
    .option('--no-images', 'load no images that prompts name by their URLs; their servers see the address of this computer')
    .option(
      '--coin-price <pt>',
      'PT for one coin of gas: claims are settled at 20 times their gas, and never below it (default: 4000 where gas is ETH)',
    )
    .option('--gas-coins <coins>', 'coins that the wallet sends to the operator key at registration', '0.01')
    .option('--proven', 'also accept vouchers that one proof settles together; development chains only (infinitio dev proofs)', false)
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: ServeOptions) => run(options, async () => (await import('./runServe.ts')).runServe(options)))
  onChain(root.command('proxy <service>').description('call a service with any OpenAI client, paid from your wallet'))
    .option('--deposit <amount>', 'amount that the channel to the service holds after the start', '1')
    .addOption(new Option('--asset <asset>', 'pay in PToken, or in G if the service accepts it').choices(['PToken', 'G']).default('PToken'))
    .option('--port <port>', 'port on 127.0.0.1', '4180')
    .option('--proven', 'pay by vouchers that the service settles by a proof; development chains only', false)
    .addOption(
      new Option('--privacy <kind>', 'always encrypt prompts, or never (default: encrypt them if the service decrypts them)').choices([
        'sealed',
        'plain',
      ]),
    )
    .option('--yes', 'do not ask for confirmation', false)
    .action((service: string, options: ProxyOptions) => run(options, async () => (await import('./runProxy.ts')).runProxy(service, options)))
  addFetch(root, { onChain, run })
  addRoute(root, { onChain, run })
}

type Adding = { readonly onChain: (command: Command) => Command; readonly run: Program['run'] }

function addFetch(root: Command, { onChain, run }: Adding): void {
  onChain(root.command('fetch <service> <page>').description('load a public page or file through a fetch service, paid from your wallet'))
    .requiredOption('--out <file>', 'file to write')
    .option('--deposit <pt>', 'PT that the channel to the service holds after the start', '0.05')
    .option('--yes', 'do not ask for confirmation', false)
    .action((service: string, page: string, options: FetchOptions) =>
      run(options, async () => (await import('./fetchPage.ts')).fetchPage(service, { ...options, page })),
    )
}

/** Adds `infinitio route`, which buys answers from any service, and can sell them to users. */
function addRoute(root: Command, { onChain, run }: Adding): void {
  const route = onChain(root.command('route').description('call all models of the market at one URL, paid from your wallet'))
    .option('--budget <pt>', 'PT that the router may spend in all', '5')
    .option('--day <pt>', 'PT that it may spend in a day (default: the budget)')
    .option('--deposit <pt>', 'PT that each channel to a service gets', '0.5')
    .option('--days <days>', 'days for which the right to spend is valid', '30')
    .option('--gas-coins <coins>', "coins that the wallet sends to the router's key for gas", '0.05')
    .option('--listen <host:port>', 'where programs reach the router', '127.0.0.1:4181')
    .option('--sell', 'let users prepay this router by channels, and give them API keys', false)
    .option('--public-url <url>', 'with --sell: URL at which users reach this router (default: the one of --listen)')
    .option('--contact <text>', 'with --sell: where people report abuse')
    .option('--margin <percent>', 'with --sell: what users pay above the price of each answer', '1')
    .option('--least-deposit <pt>', 'with --sell: smallest deposit of a user', '1')
    .option('--lock <hours>', 'with --sell: time between the exit of a user and its refund, 1 to 168 h', '24')
    .option('--least-claim <pt>', 'with --sell: smallest debt of a user that is settled', '0.001')
    .option('--open-per-day <pt>', 'with --sell: PT that requests of users may lock in new channels in a day (default: four deposits)')
    .option('--open-per-payee <pt>', 'with --sell: PT that they may lock with one payee (default: one deposit)')
    .option('--idle <hours>', 'with --sell: time without a request after which a channel that a user opened is closed', '24')
    .option('--owner-idle <hours>', 'the same time for a channel that your own requests opened', '168')
    .option('--deny <file>', 'services and payees that you do not pay, and countries that you do not serve, one a line')
    .option('--country-header <name>', 'header in which your own proxy writes the country of the client')
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: RouteOptions) => run(options, async () => (await import('./runRoute.ts')).runRoute(options)))
  addRouteKeys(route, { onChain, run })
}

/** Adds `infinitio route keys` and `infinitio route usage`: the API keys of the router on this computer, and how much each one used. */
function addRouteKeys(route: Command, { onChain, run }: Adding): void {
  const keys = route.command('keys').description('API keys of your router: for your programs, or for other people')
  onChain(keys.command('add').description('make an API key; it is shown only once'))
    .requiredOption('--name <name>', 'name of the user, for your list')
    .option('--budget <pt>', 'most PT that the key spends in a day (UTC; default: no limit)')
    .action((options: AddOptions) => run(options, async () => (await import('./routeKeys.ts')).addKey(options)))
  onChain(keys.command('ls').description('list the API keys, with their spending of today')).action((options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).listKeys(options)),
  )
  onChain(keys.command('revoke <key>').description('revoke an API key at once, by its ID')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).revokeKey(id, options)),
  )
  onChain(route.command('usage').description('spending by key, model and day (UTC)')).action((options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).showUsage(options)),
  )
}
