import { by, type GuideRun, here, never, saves } from './guideRun.ts'

const files = by('apps/api/test/guides/guideFiles.test.ts')
const serving = by('apps/api/test/servingCommands.test.ts')

/** Guides in the group "program" about jobs and AI models. */
export const workRuns: Readonly<Record<string, GuideRun>> = {
  jobs: { before: 'wallet', blocks: ['here', 'here', files, files, ...here(2)] },
  'python-jobs': { blocks: [never('not yet', 'pip install httpx'), by('e2e/pythonJob.test.ts')] },
  'data-tasks': { blocks: [never('fragment', 'from sales'), never('fragment', 'from parts')] },
  'algorithm-tasks': { blocks: [never('fragment', 'loop $points'), never('fragment', 'matrix:')] },
  'search-tasks': { before: 'wallet', blocks: ['here', files, never('not yet', 'optuna')] },
  'inference-tasks': { before: 'wallet', blocks: ['here', never('fragment', 'custom_id'), files, 'here', 'here', 'here'] },
  'custom-tasks': { before: 'wallet', blocks: ['here', files, 'here', never('fragment', 'module: sha256')] },
  'render-tasks': { before: 'wallet', blocks: ['here', never('public internet', 'jobs blender'), files, 'here'] },
  'training-tasks': { before: 'wallet', blocks: ['here', files, files, 'here'] },
  'private-jobs': { before: 'wallet', blocks: [files, ...here(4)] },
  'call-a-model': { blocks: [serving, serving, serving, serving, 'compiled', 'compiled'] },
  'sell-a-model': { before: 'wallet', blocks: here(2) },
  'scale-a-service': { before: 'wallet', blocks: ['here', saves('tiny-chat.yaml'), 'here', never('output', 'A request that causes a start')] },
  'sell-files': { before: 'wallet', blocks: ['here', 'here', never('fragment', 'pypi.org'), 'here', 'here'] },
  'route-models': { before: 'wallet', blocks: [...here(2), 'compiled', ...here(3)] },
  'service-checks': { before: 'wallet', blocks: ['here', saves('dispute.json'), 'here', never('fragment', 'CHECK_ROUTER_URLS')] },
  hosting: { before: 'wallet', blocks: here(3) },
  models: { before: 'wallet', blocks: here(4) },
}
