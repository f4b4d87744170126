import { type Client, refusal } from '@infinitio/sdk'
import { faultPartyMessages, faultRuleMessages, incidentMessages, messageText, shareCutMessages } from '@infinitio/sdk/faults'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { ptText } from '../wallet/moveMoney.ts'
import { printResult } from '../terminal/print.ts'
import { plain, table, utcText, wholeText } from '../terminal/texts.ts'

type Fault = Awaited<ReturnType<Client['listNodeFaults']>>['items'][number]
type ListOptions = CommonOptions & { readonly node?: string; readonly provider?: string }

/** Adds `fault`: faults of leases and machines with the party at fault. */
export function addFaults(root: Command, { withCommon, run }: Program): void {
  const fault = root.command('fault').description('show the faults of a lease or a machine with the party at fault')
  withCommon(fault.command('list [lease]').description('list the faults of a lease with rule, refund and compensation'))
    .option('--node <machine>', 'the faults of a machine that its provider caused')
    .option('--provider <address>', 'the faults of all machines of a provider that it caused')
    .action((lease: string | undefined, options: ListOptions) => run(options, () => listFaults(lease, options)))
  withCommon(fault.command('answer <number> <text>').description('answer a fault of your lease or machine, once and within 72 h')).action(
    (number: string, text: string, options: CommonOptions) => run(options, () => answerFault({ number, text }, options)),
  )
}

/** Lists faults. Throws `api.invalid_field` unless one of lease, machine and provider is given, `lease.unknown`, `auth.forbidden`. */
async function listFaults(leaseId: string | undefined, { node, provider, ...options }: ListOptions): Promise<void> {
  const given = [leaseId, node, provider].filter((subject) => subject !== undefined)
  if (given.length !== 1) throw refusal('api.invalid_field', { detail: 'give one of a lease, --node and --provider' })
  const { items } = await readFaults({ leaseId, node, provider }, options)
  printResult({ json: options.json, value: { items }, text: textOf(items) })
}

function readFaults(
  { leaseId, node, provider }: { leaseId?: string | undefined; node?: string | undefined; provider?: string | undefined },
  options: CommonOptions,
): Promise<{ readonly items: Fault[] }> {
  if (provider !== undefined) return openClient(options).listProviderFaults(provider)
  if (node !== undefined) return openClient(options).listNodeFaults(node)
  return signInClient(options).then(({ client }) => client.listLeaseFaults(leaseId ?? ''))
}

/** Answers a fault. Throws `lease.fault_unknown`, `lease.review_text`, `lease.fault_answered`, `lease.fault_late`. */
async function answerFault(answer: { number: string; text: string }, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const fault = await client.answerFault(answer)
  printResult({ json: options.json, value: fault, text: `Fault ${fault.number} of lease ${fault.leaseId} has your answer.` })
}

function textOf(items: readonly Fault[]): string {
  if (items.length === 0) return 'No faults.'
  const rows = items.map((fault) => [
    fault.number,
    fault.leaseId,
    utcText(fault.from),
    english(incidentMessages[fault.incident], fault.value),
    english(faultPartyMessages[fault.party]),
    String(fault.rule),
    fault.paid === null ? '-' : ptText(BigInt(fault.paid.refund)),
    fault.paid === null ? '-' : ptText(BigInt(fault.paid.compensation)),
  ])
  const heads = ['number', 'lease', 'from (UTC)', 'incident', 'at fault', 'rule', 'refund', 'compensation']
  const rules = [...new Set(items.map(({ rule }) => rule))].sort((one, other) => one - other)
  const reasons = rules.map((rule) => `Rule ${rule}: ${english(faultRuleMessages[rule])}.`)
  const answers = items.flatMap((fault) => fault.answers.map(({ side, text }) => `Answer of the ${side} to fault ${fault.number}: ${plain(text)}`))
  return [table([heads, ...rows], { right: [0, 1, 5, 6, 7], width: wholeText }), '', ...reasons, ...items.flatMap(shareText), ...answers].join('\n')
}

function shareText({ number, share }: Fault): string[] {
  if (share === null) return []
  const limits = share.cuts.map((cut) => english(shareCutMessages[cut])).join('; ')
  const state = share.amount === '0' || share.txHash !== null ? '' : ', not paid yet'
  return [
    `Share of the operator for fault ${number}: ${ptText(BigInt(share.amount))} of ${ptText(BigInt(share.asked))}${state}${limits === '' ? '' : ` (${limits})`}.`,
  ]
}

function english(message: (typeof faultPartyMessages)[Fault['party']], value: number | null = null): string {
  return messageText(message, { language: 'en', values: { value: value ?? '' } })
}
