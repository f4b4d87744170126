// The arrows between the rooms (docs/architecture.md): who may import whom. A wrong arrow fails `npm run check`.
// The check needs @swc/core to read TypeScript 7; without it 0 modules are read, so scripts/check.ts asks for a minimum.
const packages = [
  'domain',
  'endpoints',
  'matching',
  'economy',
  'chain',
  'db',
  'parse',
  'tasks',
  'adapter-process',
  'adapter-data',
  'adapter-algorithm',
  'adapter-optimise',
  'services',
  'relay',
  'jobs',
  'sdk',
  'cli',
  'process',
  'tunnel',
]
const apps = ['web', 'api', 'engine', 'agent', 'gateway', 'validator', 'scheduler', 'router', 'exit']

/** room → the packages it may import besides itself. */
const allowed = {
  'packages/domain': [],
  'packages/endpoints': ['domain'],
  'packages/matching': ['domain'],
  'packages/economy': ['domain'],
  'packages/chain': ['domain'],
  'packages/db': ['domain'],
  'packages/process': [],
  'packages/tunnel': ['domain', 'process'],
  'packages/parse': ['domain'],
  'packages/tasks': ['domain'],
  'packages/services': ['domain'],
  'packages/adapter-process': ['tasks'],
  'packages/adapter-data': ['domain', 'tasks', 'adapter-process'],
  'packages/adapter-algorithm': ['domain', 'tasks', 'adapter-process'],
  'packages/adapter-optimise': ['domain', 'tasks', 'adapter-algorithm'],
  'packages/sdk': ['domain', 'endpoints', 'matching', 'economy', 'chain', 'tasks', 'services'],
  'packages/relay': ['domain', 'chain', 'process', 'services', 'tunnel'],
  'packages/jobs': ['domain', 'sdk', 'tasks', 'adapter-data', 'adapter-algorithm', 'adapter-optimise'],
  'packages/cli': ['sdk', 'economy', 'tasks', 'services', 'jobs', 'relay', 'adapter-data', 'adapter-algorithm', 'adapter-optimise'],
  'apps/web': ['api', 'domain', 'matching', 'economy', 'chain', 'parse', 'jobs', 'sdk', 'process'],
  'apps/api': [
    'domain',
    'endpoints',
    'matching',
    'economy',
    'chain',
    'db',
    'parse',
    'tasks',
    'services',
    'adapter-data',
    'adapter-algorithm',
    'adapter-optimise',
    'sdk',
    'process',
  ],
  'apps/engine': ['domain', 'matching', 'chain', 'db', 'process'],
  'apps/agent': ['domain', 'tasks', 'adapter-data', 'adapter-algorithm', 'adapter-optimise', 'sdk', 'process', 'tunnel'],
  'apps/gateway': ['domain', 'db', 'process', 'services', 'tunnel'],
  'apps/validator': ['domain', 'chain', 'sdk', 'services', 'process'],
  'apps/scheduler': ['domain', 'jobs', 'sdk', 'process'],
  'apps/router': ['chain', 'domain', 'process', 'relay', 'sdk', 'services'],
  'apps/exit': ['sdk'],
}

/** Test code may also use the embedded servers and what its fixtures need. */
const tests = '(\\.test\\.tsx?$|/test/)'

const roomRules = Object.entries(allowed).map(([room, names]) => {
  const forbidden = packages.filter((name) => !names.includes(name) && `packages/${name}` !== room)
  return {
    name: `arrows-of-${room.replace('/', '-')}`,
    comment: `${room} may import ${names.length === 0 ? 'nothing of ours' : names.join(', ')}.`,
    severity: 'error',
    from: { path: `^${room}/`, pathNot: tests },
    to: { path: `^packages/(${forbidden.join('|')})/` },
  }
})

module.exports = {
  forbidden: [
    ...roomRules.filter((rule) => !rule.to.path.includes('()')),
    {
      name: 'no-app-imports-an-app',
      comment: 'Apps share Postgres and the chain, never code.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/api/'] },
    },
    {
      name: 'only-pages-import-the-api',
      severity: 'error',
      from: { path: '^apps/', pathNot: '^apps/(api|web)/' },
      to: { path: '^apps/api/' },
    },
    {
      name: 'one-way-into-the-api',
      comment: 'The room of the pages imports the API by its entry point, and its tests start one by another.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^apps/api/', pathNot: '^apps/api/src/index\\.ts$' },
    },
    {
      name: 'one-way-into-the-api-for-tests',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/api/', pathNot: '^apps/api/(src|test)/index\\.ts$' },
    },
    {
      name: 'no-package-imports-an-app',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: `^apps/(${apps.join('|')})/` },
    },
    {
      name: 'sealed-rooms-of-the-engine',
      comment: 'matcher, follower and worker share the database, never code.',
      severity: 'error',
      from: { path: '^apps/engine/src/(matcher|follower|worker)/' },
      to: { path: '^apps/engine/src/(matcher|follower|worker)/', pathNot: '^apps/engine/src/$1/' },
    },
    {
      name: 'front-doors-only',
      comment: 'Other rooms are entered through their front doors.',
      severity: 'error',
      from: { path: '^(apps|packages)/([^/]+)/', pathNot: tests },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^$1/$2/', '^packages/[^/]+/src/(index|[a-z-]+/index)\\.ts$'] },
    },
    {
      name: 'zod-at-doors-only',
      comment: 'Schemas live in domain/src/wire.',
      severity: 'error',
      from: { path: '^packages/(domain/src/(?!wire/)|(matching|economy|parse|tasks)/src/)', pathNot: tests },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'no-platform-in-economy',
      comment: 'It also runs in a worker of a browser; of npm it takes hashes alone.',
      severity: 'error',
      from: { path: '^packages/economy/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/@noble/hashes/' },
    },
    {
      name: 'no-platform-in-parse',
      comment: 'It runs in browsers too, and the same words give the same reading everywhere.',
      severity: 'error',
      from: { path: '^packages/parse/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'no-platform-in-tasks',
      comment: 'Schedulers, agents and browsers must draw and settle alike.',
      severity: 'error',
      from: { path: '^packages/tasks/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'no-platform-in-services',
      comment: 'Services, routers and browsers must pay alike.',
      severity: 'error',
      from: { path: '^packages/services/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'no-npm-in-matching',
      comment: 'The matcher replays bit for bit: nothing from outside.',
      severity: 'error',
      from: { path: '^packages/matching/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'prisma-client-in-npm-run-admin-only',
      comment: 'Other processes and pages use pg or no database (decision 257).',
      severity: 'error',
      from: { pathNot: ['^packages/db/src/(admin|generated/admin)/', '^apps/engine/src/admin/', tests] },
      to: { path: ['^packages/db/src/(admin|generated/admin)/', '^@prisma/', 'node_modules/@prisma/'] },
    },
    {
      name: 'npm-run-admin-is-a-program-of-its-own',
      severity: 'error',
      from: { path: '^apps/engine/src/', pathNot: ['^apps/engine/src/admin/', tests] },
      to: { path: '^apps/engine/src/admin/' },
    },
    {
      name: 'parts-below-features',
      comment: 'Features import parts, parts import the kit. A piece that two features need is a part.',
      severity: 'error',
      from: { path: '^apps/web/(components|parts)/', pathNot: tests },
      to: { path: '^apps/web/(features|app)/' },
    },
    {
      name: 'kit-below-parts',
      severity: 'error',
      from: { path: '^apps/web/components/', pathNot: tests },
      to: { path: '^apps/web/parts/' },
    },
    // Type packages of Markdown trees: @types/mdast and @types/hast have no script.
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(\\./)?\\.next/|^server-only$|^(mdast|hast)$' } },
    {
      name: 'the-deliberate-wrong-arrow',
      comment: 'scripts/arrows/wrongArrow.ts must always be caught: the check of this check.',
      severity: 'error',
      from: { path: '^scripts/arrows/' },
      to: { path: '^packages/domain/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.next/', '(^|/)dist/', 'contracts/(artifacts|cache)/'] },
    tsPreCompilationDeps: true,
    // Otherwise it also counts the importers of each module, which no rule reads. scripts/check/importKnots.ts finds cycles in its report, in a hundredth of the time.
    skipAnalysisNotInRules: true,
    moduleSystems: ['es6', 'cjs'],
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
