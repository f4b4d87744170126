import { Argument, type Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { AuditOptions, FileOptions } from './auditActs.ts'
import { showProof } from './showCarbon.ts'

type Adding = Program & { readonly asking: (command: Command) => Command }

/** Adds `govern proof` and `govern panel`: carbon proofs filed, audited and settled, and those who stand to be drawn. Chain code is loaded where it is needed. */
export function addAudits(govern: Command, { withCommon, run, asking }: Adding): void {
  const acts = () => import('./auditActs.ts')
  const proof = govern.command('proof').description('proofs of green energy: file, audit, settle')
  withCommon(proof.command('show <number>').description('one proof: what it says, who audits it, what they answered and why, each step')).action(
    (id: string, options: CommonOptions) => run(options, () => showProof(id, options)),
  )
  asking(proof.command('file').description('file a proof for nodes of your wallet, with its bond and the pay of its auditors'))
    .requiredOption('--source <name>', 'where the energy comes from, at most 31 letters: solar, wind')
    .requiredOption('--certificate <file>', 'the certificate; only a hash of its hash and your account leaves this machine')
    .requiredOption('--meter <file>', 'the meter data; only its hash leaves this machine')
    .requiredOption('--coverage <percent>', 'share of the nodes’ energy that it covers')
    .requiredOption('--from <time>', 'first moment of its period, as 2026-11-01 or 2026-11-01T00:00:00Z')
    .requiredOption('--until <time>', 'end of its period')
    .requiredOption('--nodes <id...>', 'the nodes, 1 to 32')
    .action((options: FileOptions) => run(options, async () => (await acts()).fileProof(options)))
  asking(proof.command('certificate <number>').description('show the certificate of a proof whose auditors are drawn; without it none can accept'))
    .requiredOption('--certificate <file>', 'the certificate; only its hash leaves this machine')
    .action((id: string, options: MoneyOptions & { readonly certificate: string }) =>
      run(options, async () => (await acts()).showCertificate(id, options)),
    )
  asking(proof.command('audit <number>').addArgument(new Argument('<verdict>').choices(['accept', 'reject'])))
    .description('answer as a drawn auditor; you are paid the same for both')
    .option('--reason <text>', 'why, at most 280 bytes, shown to all', '')
    .action((id: string, verdict: 'accept' | 'reject', options: AuditOptions) =>
      run(options, async () => (await acts()).auditProof(id, { ...options, verdict })),
    )
  for (const [name, description] of [
    ['settle', 'decide by a panel that is over; anybody may'],
    ['lapse', 'pay back what no panel was drawn for in 14 days; anybody may'],
    ['release', 'pay a bond back, two weeks after its certificate ended; anybody may'],
  ] as const) {
    asking(proof.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendProofAct(name, { id, options })),
    )
  }
  const panel = govern.command('panel').description('those who review and audit: stand for it, draw a panel')
  asking(panel.command('join').addArgument(new Argument('<list>').choices(['Bounties', 'CarbonRegistry'])))
    .description('stand to be drawn, with a bond, which is your weight')
    .option('--bond <G>', 'one to eight times the least bond; the least when left out')
    .action((list: 'Bounties' | 'CarbonRegistry', options: MoneyOptions & { readonly bond?: string }) =>
      run(options, async () => (await acts()).joinPanelList(list, options)),
    )
  for (const [name, description] of [
    ['resign', 'stand no longer; the bond is paid a week later'],
    ['withdraw', 'pay the bond to your wallet, a week after you resigned'],
  ] as const) {
    asking(panel.command(name).addArgument(new Argument('<list>').choices(['Bounties', 'CarbonRegistry'])))
      .description(description)
      .action((list: 'Bounties' | 'CarbonRegistry', options: MoneyOptions) =>
        run(options, async () => (await acts()).leavePanelList(name, { list, options })),
      )
  }
  asking(panel.command('draw <panel>').description('draw a panel whose seed is there; anybody may')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).drawPanel(id, options)),
  )
}
