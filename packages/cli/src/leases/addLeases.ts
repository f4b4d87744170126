import { readFileSync } from 'node:fs'
import { type Client, refusal, signTransferLease } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { sendRelay } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'
import { listClusters, showCluster } from './clusters.ts'
import { end, endAsProvider, type EndOptions } from './endLease.ts'
import { extend, type ExtendOptions } from './extend.ts'
import { logs, type LogsOptions } from './logs.ts'
import { ports, type PortsOptions } from './ports.ts'
import { ps, type PsOptions } from './ps.ts'
import { type ReceiptOptions, showReceipt } from './receipt.ts'
import type { RayOptions } from './startRay.ts'

/** Adds `clusters`: orders for several machines that start together or not at all. */
export function addClusters(root: Command, { withCommon, run }: Program): void {
  const clusters = root.command('clusters').description('list your clusters, show how their leases are connected, and start Ray on them')
  withCommon(clusters.command('ls').description('list your clusters, newest first')).action((options: CommonOptions) =>
    run(options, () => listClusters(options)),
  )
  withCommon(clusters.command('show <cluster>').description('show the leases of a cluster, their addresses and the times between them')).action(
    (cluster: string, options: CommonOptions) => run(options, () => showCluster(cluster, options)),
  )
  withCommon(clusters.command('ray <cluster>').description('start Ray on all leases of a cluster, with one token; run it again after a lease joined'))
    .option('-i, --identity <file>', 'private SSH key')
    .option('--ray <version>', 'version for leases without Ray')
    .action((cluster: string, options: RayOptions) => run(options, async () => (await import('./startRay.ts')).startRay(cluster, options)))
}

/** Adds `ps`: the list of leases. */
export function addLeaseList(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ps').description('list your leases, newest first'))
    .option('-a, --all', 'include closed leases', false)
    .option('--provider', 'list the leases on your machines', false)
    .option('--shared', 'list the leases that others share with you', false)
    .option('-q, --quiet', 'print only the lease numbers, one per line', false)
    .option('--limit <count>', 'rows', '50')
    .option('--csv', 'print CSV with exact amounts; with --all, every lease', false)
    .action((options: PsOptions) => run(options, () => ps(options)))
}

/** Adds `logs`, `ports` and `lease-keys`: the log, the ports and the SSH keys of a lease. */
export function addLeaseAccess(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('logs <lease>').description('print the log of a lease: output of its start script, its command and its machine'))
    .option('-f, --follow', 'keep printing new lines until the lease ends', false)
    .option('--search <text>', 'search the whole log on the machine, and print the lines with this text')
    .option('--match-case', 'search with exact capital and small letters', false)
    .action((lease: string, options: LogsOptions) => run(options, () => logs(lease, options)))
  withCommon(root.command('ports <lease>').description("list the web addresses of a lease's ports and their access tokens"))
    .option('--add <port...>', 'give ports a web address, also while the lease runs')
    .option('--remove <port...>', 'close the web address of ports')
    .option('--token', 'make an access token for programs; the token is shown only once', false)
    .option('--revoke <id>', 'revoke an access token')
    .action((lease: string, options: PortsOptions) => run(options, () => ports(lease, options)))
  withCommon(root.command('lease-keys <lease>').description('list the SSH keys of a lease, and change them while it runs'))
    .option('--add <file>', 'add the public key in this file')
    .option('--remove <word>', 'remove the key whose line has this word; sessions opened with the key end')
    .action((lease: string, options: LeaseKeysOptions) => run(options, () => leaseKeys(lease, options)))
}

/** Adds the commands that end, transfer or extend a lease, and those that print its usage and cost. */
export function addLeaseChanges(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('end <lease>').description('end a lease, delete its files and accept its bill; asks first on a terminal'))
    .option('--report-problem', 'end and hold back payment: the provider’s pay for the last hour waits 1 h')
    .option('--as-provider', 'end a lease on your own machine; the renter is compensated from your bond', false)
    .option('--yes', 'do not ask for confirmation; in a script, only --as-provider asks', false)
    .action((lease: string, options: EndOptions & { asProvider: boolean }) =>
      run(options, () => (options.asProvider ? endAsProvider(lease, options) : end(lease, options))),
    )
  withCommon(root.command('transfer <lease> <address>').description('transfer a lease that has not started to another wallet'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, to: string, options: TransferOptions) => run(options, () => transferLease(lease, to, options)))
  withCommon(root.command('receipt <lease>').description('print the receipt: what ran, how long, and the final amounts from the contract'))
    .option('--exact', 'print amounts with all 18 decimals', false)
    .action((lease: string, options: ReceiptOptions) => run(options, () => showReceipt(lease, options)))
  withCommon(root.command('extend <lease>').description('extend a running lease at the same price'))
    .option('--hours <hours>', 'hours to add', '1')
    .option('--auto <pt>', 'turn on auto-extend up to this many PT in total, including the PT already locked; off turns it off')
    .option('--auto-step <minutes>', 'length of one extension in minutes, at most 60', '60')
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, options: ExtendOptions) => run(options, () => extend(lease, options)))
  withCommon(root.command('stats <lease>').description('print the resource use of a lease'))
    .option('--hours <hours>', 'number of hours to show, up to now or to the end of the lease', '1')
    .option('--limit <count>', 'number of latest readings', '20')
    .action((lease: string, options: StatsOptions) => run(options, () => stats(lease, options)))
}

/** Options of `infinitio stats`. */
type StatsOptions = CommonOptions & { readonly hours: string; readonly limit: string }

type Sample = Awaited<ReturnType<Client['getLeaseTelemetry']>>['samples'][number]

/** Prints telemetry of a lease, such as its GPU use; the latest values come last. Shows "–" for values that a machine cannot measure. */
async function stats(leaseId: string, options: StatsOptions): Promise<void> {
  const { client } = await signInClient(options)
  const telemetry = await client.getLeaseTelemetry(leaseId, { hours: Number(options.hours) })
  const rows = telemetry.samples.slice(-Number(options.limit)).map(rowOf)
  const heading = ['time, UTC', 'CPU %', 'memory MiB', 'disk GB', 'GPU %', 'GPU MiB', 'GPU W', 'in KiB', 'out KiB']
  const text = rows.length === 0 ? 'Nothing was measured in this time.' : table([heading, ...rows], { right: [1, 2, 3, 4, 5, 6, 7, 8] })
  printResult({ json: options.json, value: telemetry, text })
}

function rowOf(sample: Sample): string[] {
  const { cpuPercent, ramUsedMib, diskUsedGib, gpuPercent, gpuMemoryUsedMib, gpuWatts, netRxKib, netTxKib } = sample
  const measured = [cpuPercent, ramUsedMib, diskUsedGib, gpuPercent, gpuMemoryUsedMib, gpuWatts, netRxKib, netTxKib]
  return [utcText(sample.at), ...measured.map((value) => (value === null || value === undefined ? '–' : value.toFixed(1)))]
}

/** Options of `infinitio transfer`. */
type TransferOptions = CommonOptions & { readonly yes: boolean }

/**
 * Transfers a booked lease that has not started to another wallet, with its rights and refunds, and waits until the
 * chain includes it. Throws `api.bad_address`, `wallet.not_confirmed` without consent, and the code of a failed message.
 */
async function transferLease(leaseId: string, to: string, options: TransferOptions): Promise<void> {
  const account = parseAddress(to)
  if (account === null) throw refusal('api.bad_address', { detail: to })
  const { client, wallet } = await signInClient(options)
  const [lease, chain, { nextNonce }] = await Promise.all([client.getLease(leaseId), client.getChain(), client.getWallet({ limit: 1 })])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const question = `Transfer lease ${leaseId} and its refunds to ${account}? You cannot undo this.`
  await confirm(options, question)
  const signed = await signTransferLease(wallet, { lease, to: account, nonce: BigInt(nextNonce.ask), chain })
  const { relayId, txHash } = await sendRelay(client, signed)
  printResult({ json: options.json, value: { leaseId, to: account, relayId, txHash }, text: `Lease ${leaseId} is ${account}'s.` })
}

/** Options of `infinitio lease-keys`: a public key file to add, or part of a key line to remove. */
type LeaseKeysOptions = CommonOptions & { readonly add?: string; readonly remove?: string }

/**
 * Adds and removes the SSH keys of a lease that the options name, if any, then lists the lease's keys. The machine ends the sessions of a removed key. Throws
 * `node.ssh_key_malformed` for a file without a key, or if no key line of the lease contains the word in `remove`, `lease.watch_only`, and the codes of
 * `changeLeaseAccess`.
 */
async function leaseKeys(leaseId: string, options: LeaseKeysOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const sshKeys = await (options.add === undefined && options.remove === undefined
    ? client.getLease(leaseId)
    : client
        .changeLeaseAccess({ leaseId, signer: wallet, change: (now) => ({ sshKeys: changed(now.sshKeys, options) }) })
        .then((access) => ({ access }))
  ).then(({ access }) => access?.sshKeys)
  if (sshKeys === undefined) throw refusal('lease.watch_only', { detail: `lease ${leaseId}` })
  const none = `No SSH keys. Add one: infinitio lease-keys ${leaseId} --add ~/.ssh/id_ed25519.pub`
  printResult({ json: options.json, value: { leaseId, sshKeys }, text: sshKeys.length === 0 ? none : sshKeys.join('\n') })
}

function changed(known: readonly string[], { add, remove }: LeaseKeysOptions): string[] {
  const left = remove === undefined ? known : known.filter((line) => !line.split(' ').includes(remove))
  if (remove !== undefined && left.length === known.length)
    throw refusal('node.ssh_key_malformed', { detail: `no key of this lease has the word ${remove}` })
  return add === undefined ? [...left] : [...new Set([...left, readPublicKey(add)])]
}

function readPublicKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw refusal('node.ssh_key_malformed', { detail: String(cause) })
  }
}
