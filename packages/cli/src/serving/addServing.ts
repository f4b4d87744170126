import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { ProxyOptions } from './runProxy.ts'
import type { ServeOptions } from './runServe.ts'

/** Adds `infinitio serve`, which sells answers of a model server, and `infinitio proxy`, which buys them for programs on this computer. */
export function addServing(root: Command, { withCommon, run }: Program): void {
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  onChain(root.command('serve').description('sell answers of a model server on this computer, paid by vouchers'))
    .option('--upstream <url>', 'the model server (default: vLLM, Ollama or llama.cpp at their usual ports)')
    .addOption(new Option('--upstream-key <key>').env('INFINITIO_UPSTREAM_KEY').hideHelp())
    .option('--price <in/out>', 'PT for a million tokens of prompt and of answer, such as 0.20/0.60')
    .option('--model <name>', 'the model to sell (default: the first one of the server)')
    .option('--listen <host:port>', 'where clients reach this service', '127.0.0.1:8402')
    .option('--public-url <url>', 'URL of the service in its terms, if another server is in front of it')
    .option('--lock <hours>', 'time between the exit of a payer and its refund, 1 to 168 h', '24')
    .option('--step <pt>', 'most PT that a client pays ahead of its answer (default: 0.01)')
    .option('--contact <text>', 'where people report abuse')
    .option('--coin-price <pt>', 'PT for one coin of gas: claims are settled at 20 times their gas')
    .option('--gas-coins <coins>', 'coins that the wallet sends to the operator key at registration', '0.01')
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: ServeOptions) => run(options, async () => (await import('./runServe.ts')).runServe(options)))
  onChain(root.command('proxy <service>').description('call a service with any OpenAI client, paid from your wallet'))
    .option('--deposit <pt>', 'PT that the channel to the service holds after the start', '1')
    .option('--port <port>', 'port on 127.0.0.1', '4180')
    .option('--yes', 'do not ask for confirmation', false)
    .action((service: string, options: ProxyOptions) => run(options, async () => (await import('./runProxy.ts')).runProxy(service, options)))
}
