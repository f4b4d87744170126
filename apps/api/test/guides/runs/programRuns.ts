import { by, type GuideRun, here, never } from './guideRun.ts'

const examples = by('apps/api/test/guides/exampleFiles.test.ts')
const files = by('apps/api/test/guides/guideFiles.test.ts')

/** Guides in the group "program" about the API, the SDK and tools that rent. */
export const programRuns: Readonly<Record<string, GuideRun>> = {
  'developer-quick-start': {
    blocks: [...Array.from({ length: 5 }, () => by('e2e/developerQuickStart.test.ts')), 'here'],
    before: 'wallet',
    until: { 'infinitio watch listings': '{' },
  },
  api: { before: 'wallet', blocks: ['here', never('output', 'api.invalid_field'), by('apps/api/test/guides/tokensGuide.test.ts')] },
  'session-keys': { before: 'wallet', blocks: [...here(2), 'compiled'], typed: [['-- python train.py', '--simulated -- true']] },
  tokens: { blocks: [...Array.from({ length: 10 }, () => by('apps/api/test/guides/tokensGuide.test.ts')), 'compiled'] },
  python: {
    before: 'wallet',
    blocks: [...here(2), ...Array.from({ length: 6 }, () => by('apps/api/test/python/openGuide.ts'))],
    given: 'infinitio keys make --total 5 --hours 48 --out api.key',
    typed: [['./python', '$CHECKOUT/python']],
  },
  'sdk-cookbook': {
    blocks: [
      by('apps/api/test/sdkCookbook.test.ts'),
      ...Array.from({ length: 4 }, () => by('apps/api/test/sdkCookbook.test.ts')),
      by('e2e/sdkJob.test.ts'),
    ],
  },
  orders: { blocks: ['compiled', 'compiled'] },
  orchestrators: {
    before: 'wallet',
    blocks: here(1),
    given: "infinitio keys make --total 5 --hours 48 --out api.key; mkdir job; echo 'mkdir job/out; echo 1 > job/out/a' > job/run.sh",
    typed: [['--max 2.10', '--max 2.10 --simulated']],
  },
  ci: { before: 'wallet', blocks: ['here', examples, examples] },
  'ai-agents': { before: 'wallet', blocks: ['here', files, never('fragment', 'name: infinitio')] },
  kubernetes: { blocks: [examples, never('public internet', 'kubectl')] },
  ray: {
    before: 'lease',
    blocks: [
      examples,
      never('not yet', '--script ray-head.sh'),
      never('not yet', 'infinitio ssh ray true'),
      never('not yet', 'ray job submit'),
      'here',
    ],
    given: "infinitio ssh mytest 'mkdir results; echo 1 > results/a'",
    typed: [
      ['ray:results', 'mytest:results'],
      ['end ray', 'end mytest'],
    ],
  },
  clusters: {
    blocks: [
      never('not yet', 'clusters show'),
      never('not yet', 'clusters ray'),
      never('not yet', 'ray job submit'),
      never('not yet', 'ray_provider'),
      by('apps/agent/test/mesh/torchrun.test.ts'),
    ],
  },
  skypilot: {
    before: 'wallet',
    blocks: [examples, examples, 'here'],
    given: [
      'infinitio keys make --total 5 --hours 48 --out api.key; cp $CHECKOUT/docs/examples/skypilot_task.py .; mkdir project',
      // The machine has no GPU, and takes the place of one with an H100.
      'sed "s/H100/cpu/; s/^setup: .*/setup: nproc/; s/python train.py/echo/" $CHECKOUT/docs/examples/skypilot-task.yml > task.yml',
      'python3 -m venv env && . env/bin/activate',
    ].join('\n'),
    typed: [['./python', '$CHECKOUT/python']],
  },
  'order-rules': { before: 'wallet', blocks: here(1) },
  'order-receipts': {
    before: 'wallet',
    blocks: [never('output', 'Infinitio order receipt'), 'here', never('output', 'Infinitio receipts')],
    given: 'ORDER=$(infinitio orders bid --class h100 --region eu --max-price 0.10 --hours 4 --force gtc --json | jq -r .orderHash)',
    typed: [['0x1a2b3c4d', '$ORDER']],
  },
  'queue-and-fill': { before: 'wallet', blocks: here(1) },
  artefacts: {
    before: 'lease',
    blocks: ['here', never('output', 'Stored 186.4 KiB'), ...here(4)],
    given: 'infinitio proofs prove --out proof.json; infinitio jobs init; echo 1 > dmesg.log',
    typed: [
      ['put proof.json --public', 'put proof.json --public > put; HASH=$(grep -o "0x[0-9a-f]*" put | head -n 1)'],
      [/0x2c26b46b[0-9a-f]+/g, '$HASH'],
    ],
  },
  'tools-renting': { before: 'wallet', blocks: here(1) },
  'tools-account': { before: 'wallet', blocks: here(1) },
  'tools-network': { before: 'wallet', blocks: here(1) },
  'tools-machines': { before: 'provider', blocks: here(1) },
  'tools-acts': { before: 'wallet', blocks: here(1), typed: [['0x1a2b3c4d', '"Cascade Racks 5"']] },
  'tools-services': {
    before: 'wallet',
    blocks: [never('not yet', 'services show'), never('not yet', 'services fund'), 'here', never('many days', 'services finish')],
  },
  tools: {
    before: 'wallet',
    blocks: here(1),
    typed: [
      ['--key-file FILE', '--key-file ~/wallet.key'],
      ['--profile market.example', '--profile $(jq -r ".profiles | keys[0]" ~/.config/infinitio/config.json)'],
    ],
  },
}
