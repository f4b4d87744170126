import { type GuideRun, here, never } from './guideRun.ts'

/** Guides in the group "govern". */
export const governRuns: Readonly<Record<string, GuideRun>> = {
  vote: { before: 'wallet', blocks: here(4) },
  governance: { before: 'wallet', blocks: here(1) },
  proposals: { before: 'wallet', blocks: here(2) },
  epochs: { before: 'wallet', blocks: [never('many days', 'epoch verify'), never('many days', 'epoch claim')] },
  economy: { before: 'wallet', blocks: here(1) },
  bounties: { before: 'wallet', blocks: ['here', never('many days', 'bounty review')] },
  incubation: { before: 'wallet', blocks: here(1) },
  commitments: { before: 'provider', blocks: here(1) },
  carbon: { before: 'provider', blocks: here(1) },
  panels: { before: 'wallet', blocks: here(1) },
  disputes: { before: 'lease', blocks: [never('many days', '--slash Provider'), 'here', never('many days', 'dispute commit')] },
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
  journal: { before: 'wallet', blocks: here(2) },
  'governance-programs': { blocks: ['compiled'] },
}
