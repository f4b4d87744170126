import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { isRunning, newLeaseName, unusedLeases } from './leaseNames.ts'
import { mcpTools } from './mcpTools.ts'
import { runWords } from './runWords.ts'
import { serveMcp } from './serveMcp.ts'

const mostLeases = 100

/** Adds `mcp`: tools for an AI agent, with the budget of an API key. */
export function addMcp(root: Command, { withCommon, run }: Program): void {
  withCommon(
    root.command('mcp').description('serve tools for AI agents (Model Context Protocol) on standard input and output, with the budget of an API key'),
  ).action((options: CommonOptions) => run(options, () => mcp(root, options)))
}

/**
 * Serves the tools until the input ends or a signal stops the program. Takes only an API key, whose budget the contract limits, and never the key of a wallet:
 * what an agent reads on the internet can lead it to spend. At its start, it names the leases of an earlier server that nobody uses, to the agent and on
 * standard error. Throws `wallet.no_key` without an API key.
 */
async function mcp(root: Command, options: CommonOptions): Promise<void> {
  const { url, apiKey } = options
  if (apiKey === undefined)
    throw refusal('wallet.no_key', { detail: 'infinitio mcp needs an API key with a budget in INFINITIO_KEY: infinitio keys make --total 5' })
  // The commands inherit the market and the key. They must not find the key file of a wallet.
  process.env['INFINITIO_URL'] = url
  process.env['INFINITIO_KEY'] = apiKey
  process.env['INFINITIO_KEY_FILE'] = ''
  const stop = new AbortController()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const stopped = () => stop.abort()
  for (const name of names) process.once(name, stopped)
  const instructions = unusedText(options)
  void instructions.then((text) => text === '' || process.stderr.write(`${text}\n`))
  try {
    await serveMcp({
      ...{ input: process.stdin, output: process.stdout, version: root.version() ?? '', tools: mcpTools, run: runWords },
      ...{ newLeaseName, instructions, signal: stop.signal },
    })
  } finally {
    for (const name of names) process.off(name, stopped)
    process.stdin.destroy()
  }
}

/** Returns a text about the leases of earlier servers that nobody uses, or an empty text. If they cannot be read, the text says so. */
async function unusedText(options: CommonOptions): Promise<string> {
  try {
    const { client } = await signInClient(options)
    const { items } = await client.listLeases({ role: 'renter', state: 'live', limit: mostLeases })
    const unused = unusedLeases(items, { ownPid: process.pid, isRunning })
    if (unused.length === 0) return ''
    const named = unused.map(({ leaseId, name }) => `${leaseId} (${name})`).join(', ')
    return `An earlier infinitio mcp rented these leases, they cost money, and no server of this computer uses them: ${named}. End those that nobody needs with end_lease.`
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return `It could not be checked whether an earlier infinitio mcp left leases that cost money (${why}). Call list_leases.`
  }
}
