// Checks a commit message: it must be a Conventional Commit, and its scope must be one of the listed names of folders, such as apps and packages. Usage:
// commitMessage.mjs FILE
import { readFileSync } from 'node:fs'

const types = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'style', 'chore', 'revert']
const scopes = [
  ...[
    'contracts',
    'domain',
    'endpoints',
    'matching',
    'economy',
    'chain',
    'db',
    'parse',
    'tasks',
    'services',
    'jobs',
    'relay',
    'sdk',
    'cli',
    'process',
    'tunnel',
    'prisma',
  ],
  ...['web', 'api', 'engine', 'agent', 'gateway', 'validator', 'scheduler', 'router', 'exit', 'scripts', 'docs', 'e2e', 'ci', 'repo'],
]
const title = readFileSync(process.argv[2], 'utf8').split('\n')[0]
const pattern = new RegExp(`^(${types.join('|')})(\\((${scopes.join('|')})\\))?!?: [^ ].{2,}$`)

if (!pattern.test(title) && !/^(Merge|Revert|fixup!|squash!) /.test(title)) {
  console.error(`"${title}" is not a commit title we keep. Write: type(scope): what changed`)
  console.error(`types: ${types.join(', ')}\nscopes: ${scopes.join(', ')}`)
  process.exit(1)
}
// A fixup is squashed before it lands.
if (title.length > 72 && !/^(fixup|squash)! /.test(title)) {
  console.error(`The title has ${title.length} characters; 72 is the most. The body says why.`)
  process.exit(1)
}
