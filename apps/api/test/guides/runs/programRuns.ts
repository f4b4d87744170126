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
    blocks: [
      never('not yet', 'pip install ./python'),
      ...here(1),
      never('not yet', 'openapi-python-client generate'),
      ...Array.from({ length: 5 }, () => by('apps/api/test/python/openGuide.ts')),
    ],
    before: 'wallet',
  },
  'sdk-cookbook': {
    blocks: [
      by('apps/api/test/sdkCookbook.test.ts'),
      ...Array.from({ length: 4 }, () => by('apps/api/test/sdkCookbook.test.ts')),
      by('e2e/sdkJob.test.ts'),
    ],
  },
  orders: { blocks: ['compiled', 'compiled'] },
  orchestrators: { before: 'wallet', blocks: here(1) },
  ci: { before: 'wallet', blocks: ['here', examples, examples] },
  'ai-agents': { before: 'wallet', blocks: ['here', files, never('fragment', 'name: infinitio')] },
  kubernetes: { blocks: [examples, never('public internet', 'kubectl')] },
  ray: {
    before: 'wallet',
    blocks: [examples, ...here(4)],
  },
  clusters: { before: 'wallet', blocks: [...here(3), never('not yet', 'ray_provider'), by('apps/agent/test/mesh/torchrun.test.ts')] },
  skypilot: { blocks: [examples, examples, never('not yet', 'skypilot_task.py')] },
  'order-rules': { before: 'wallet', blocks: here(1) },
  'order-receipts': { before: 'wallet', blocks: [never('output', 'Infinitio order receipt'), 'here', never('output', 'Infinitio receipts')] },
  'queue-and-fill': { before: 'wallet', blocks: here(1) },
  artefacts: { before: 'lease', blocks: ['here', never('output', 'Stored 186.4 KiB'), ...here(4)] },
  'tools-renting': { before: 'wallet', blocks: here(1) },
  'tools-account': { before: 'wallet', blocks: here(1) },
  'tools-network': { before: 'wallet', blocks: here(1) },
  'tools-machines': { before: 'provider', blocks: here(1) },
  'tools-acts': { before: 'wallet', blocks: here(1) },
  'tools-services': { before: 'wallet', blocks: here(4) },
  tools: { blocks: here(1) },
}
