import { type GuideRun, here, never } from './guideRun.ts'

/** Guides in the group "govern". */
export const governRuns: Readonly<Record<string, GuideRun>> = {
  vote: {
    before: 'wallet',
    blocks: here(4),
    // Somebody else proposes, and a day passes until voting opens.
    given: [
      'infinitio login; infinitio wallet faucet; infinitio govern stake 1000',
      'infinitio govern propose fee 20 --text "Lower the fee"; infinitio login --key-file ~/wallet.key',
    ].join('\n'),
    typed: [[/^infinitio govern vote/gm, 'infinitio govern forward 25 --token-file $DATA/local.token; infinitio govern vote']],
    movesTime: true,
  },
  governance: { before: 'wallet', blocks: here(1) },
  proposals: {
    before: 'wallet',
    blocks: here(2),
    given: 'infinitio govern stake 1000',
    typed: [['~/infinitio/local.token', '$DATA/local.token']],
    // Voting has not begun, so the proposal cannot be queued.
    ends: { 'infinitio govern queue': 40, 'infinitio govern execute': 40, 'infinitio govern bond': 40 },
    movesTime: true,
  },
  epochs: { before: 'wallet', blocks: [never('many days', 'epoch verify'), never('many days', 'epoch claim')] },
  economy: { before: 'wallet', blocks: here(1) },
  bounties: { blocks: [never('many days', 'bounty claim'), never('many days', 'bounty review')] },
  incubation: { blocks: [never('many days', 'project vote')] },
  commitments: {
    before: 'provider',
    blocks: here(1),
    given: 'infinitio wallet withdraw 100 --to $ACCOUNT',
    typed: [
      ['--gpu h100', '--gpu cpu'],
      ['2027-01-31T12:00Z', '$(date -u -d "+3 days" +%Y-%m-%dT12:00Z)'],
      ['2027-02-07T12:00Z', '$(date -u -d "+4 days" +%Y-%m-%dT12:00Z)'],
      ['--gpu-hours 1000', '--gpu-hours 10'],
    ],
  },
  carbon: { before: 'provider', blocks: here(1), given: 'echo 1 > cert.pdf; echo 2 > meter.csv', typed: [['polder-01 polder-02', '"This machine"']] },
  panels: { before: 'wallet', blocks: here(1) },
  disputes: {
    before: 'lease',
    blocks: [never('many days', '--slash Provider'), never('many days', '--claim 50'), never('many days', 'dispute commit')],
  },
  findings: {
    before: 'wallet',
    blocks: [never('many days', 'finding file'), never('many days', 'finding answer'), never('many days', 'finding check')],
  },
  validator: {
    blocks: [
      never('public internet', 'cast wallet import'),
      never('public internet', 'joiningOpen()'),
      never('public internet', 'propose(address[]'),
      never('own computer', 'apps/validator/src/main.ts'),
      never('many days', 'epoch verify'),
    ],
  },
  'validator-duties': { blocks: [never('many days', 'epoch verify')] },
  journal: {
    before: 'wallet',
    blocks: here(2),
    typed: [
      ['https://…', '$RPC'],
      ['my.key', '~/wallet.key'],
    ],
    until: { 'infinitio match --rpc': '' },
  },
  'governance-programs': { blocks: ['compiled'] },
}
