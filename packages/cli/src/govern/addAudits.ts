import { Argument, type Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { AuditOptions, FileOptions } from './auditActs.ts'
import { showProof } from './showCarbon.ts'
import type { PanelList } from '@infinitio/sdk/governance'

const panelLists: readonly PanelList[] = ['Bounties', 'CarbonRegistry', 'DisputeCourt', 'Findings']

type Adding = Program & { readonly asking: (command: Command) => Command }

/**
 * Adds `govern proof` (files, audits and settles carbon proofs) and `govern panel` (lists candidates for selection as
 * auditors). Loads chain code on demand.
 */
export function addAudits(govern: Command, { withCommon, run, asking }: Adding): void {
  const acts = () => import('./auditActs.ts')
  const proof = govern.command('proof').description('proofs of green energy: file, audit, settle')
  withCommon(proof.command('show <number>').description('show one proof: its content, auditors, answers with reasons, and steps')).action(
    (id: string, options: CommonOptions) => run(options, () => showProof(id, options)),
  )
  asking(proof.command('file').description('file a proof for machines of your wallet, with its bond and the pay of its auditors'))
    .requiredOption('--source <name>', 'source of the energy, at most 31 letters: solar, wind')
    .requiredOption('--certificate <file>', 'the certificate; only a hash of its hash and your account leaves this computer')
    .requiredOption('--meter <file>', 'the meter data; only its hash leaves this computer')
    .requiredOption('--coverage <percent>', 'share of the machines’ energy that it covers')
    .requiredOption('--from <time>', 'start of its period, for example 2026-11-01 or 2026-11-01T00:00:00Z')
    .requiredOption('--until <time>', 'end of its period')
    .requiredOption('--nodes <id...>', 'the machines, 1 to 32')
    .action((options: FileOptions) => run(options, async () => (await acts()).fileProof(options)))
  asking(
    proof.command('certificate <number>').description('publish the certificate of a proof after its auditors are selected; they need it to accept'),
  )
    .requiredOption('--certificate <file>', 'the certificate; only its hash leaves this computer')
    .action((id: string, options: MoneyOptions & { readonly certificate: string }) =>
      run(options, async () => (await acts()).showCertificate(id, options)),
    )
  asking(proof.command('audit <number>').addArgument(new Argument('<verdict>').choices(['accept', 'reject'])))
    .description('answer as a selected auditor; both answers pay the same')
    .option('--reason <text>', 'the reason, at most 280 bytes, public', '')
    .action((id: string, verdict: 'accept' | 'reject', options: AuditOptions) =>
      run(options, async () => (await acts()).auditProof(id, { ...options, verdict })),
    )
  for (const [name, description] of [
    ['settle', 'decide a proof whose panel has ended; anyone can'],
    ['lapse', 'refund a proof that got no panel in 14 days; anyone can'],
    ['release', 'refund a bond, two weeks after its certificate ended; anyone can'],
  ] as const) {
    asking(proof.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendProofAct(name, { id, options })),
    )
  }
  const panel = govern.command('panel').description('reviewers, auditors and jurors: join the list, select a panel')
  asking(panel.command('join').addArgument(new Argument('<list>').choices(panelLists)))
    .description('join the list with a bond; a larger bond makes your selection likelier')
    .option('--bond <G>', 'one to eight times the minimum bond (default: the minimum)')
    .action((list: PanelList, options: MoneyOptions & { readonly bond?: string }) =>
      run(options, async () => (await acts()).joinPanelList(list, options)),
    )
  for (const [name, description] of [
    ['resign', 'leave the list; the bond is paid a week later'],
    ['withdraw', 'pay the bond to your wallet, a week after you resigned'],
  ] as const) {
    asking(panel.command(name).addArgument(new Argument('<list>').choices(panelLists)))
      .description(description)
      .action((list: PanelList, options: MoneyOptions) => run(options, async () => (await acts()).leavePanelList(name, { list, options })))
  }
  asking(panel.command('draw <panel>').description('select the members of a panel once its random seed exists; anyone can')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).drawPanel(id, options)),
  )
}
