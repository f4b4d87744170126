import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { mcpTools } from './mcpTools.ts'
import { runWords } from './runWords.ts'
import { serveMcp } from './serveMcp.ts'

/** Adds `mcp`: tools for an AI agent, with the budget of an API key. */
export function addMcp(root: Command, { withCommon, run }: Program): void {
  withCommon(
    root.command('mcp').description('serve tools for AI agents (Model Context Protocol) on standard input and output, with the budget of an API key'),
  ).action((options: CommonOptions) => run(options, () => mcp(root, options)))
}

/**
 * Serves the tools until the input ends. Takes only an API key, whose budget the contract limits, and never the key of a wallet: what an agent reads on the
 * internet can lead it to spend. Throws `wallet.no_key` without an API key.
 */
async function mcp(root: Command, { url, apiKey }: CommonOptions): Promise<void> {
  if (apiKey === undefined)
    throw refusal('wallet.no_key', { detail: 'infinitio mcp needs an API key with a budget in INFINITIO_KEY: infinitio keys make --total 5' })
  // The commands inherit the market and the key. They must not find the key file of a wallet.
  process.env['INFINITIO_URL'] = url
  process.env['INFINITIO_KEY'] = apiKey
  process.env['INFINITIO_KEY_FILE'] = ''
  await serveMcp({
    ...{ input: process.stdin, output: process.stdout, version: root.version() ?? '', tools: mcpTools },
    run: runWords,
  })
}
