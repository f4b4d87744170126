import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../runProgram.ts'

/** API tokens of the fuzzed requests: of an account, of a node, and of an account that requests may sign out. */
export type FuzzTokens = { readonly session: string; readonly node: string; readonly ending: string }

/** The result of a run of the fuzzer: whether it succeeded, the number of requests, and its output. */
export type FuzzRun = { readonly ok: boolean; readonly sent: number; readonly words: string }

/** Paths of event streams. A stream never ends, so the fuzzer cannot read it. `eventRoutes.test.ts` and other tests read them. */
const streams = ['/events', '/orders/events', '/nodes/events']
/**
 * Paths that move the chain's time. The fuzzer leaves them out, because every order would have expired after a move. `chainRoutes.test.ts` tests their
 * refusals.
 */
const movers = ['/dev/time']
const firstSeed = 90
/** Paths that end the session of the request. */
const endings = ['/session', '/session/all', '/account']

/** Paths that take the document of a whole emission epoch as their body. Generating one is slow, so these get fewer requests. */
const large = ['/emission/board']
const largeExamples = 50

type Fuzzed = { readonly bin: string; readonly url: string; readonly tokens: FuzzTokens }
type Part = { readonly seed: number; readonly coverage: boolean; readonly examples: number | null; readonly leftOut: readonly string[] }
type Sample = { readonly examples: number | null; readonly every: number }

/**
 * Sends valid and invalid requests to every n-th path (`every`) at `url`, with values at the limits that the API's document states. With `examples`, also sends
 * about that many random requests to each endpoint, from one process for each core, each with another seed.
 */
export async function runSchemathesis({ examples, every, ...fuzzed }: Fuzzed & Sample): Promise<FuzzRun> {
  const processes = examples === null ? 1 : availableParallelism()
  const leftOut = (await pathsOf(fuzzed.url)).filter((_, at) => at % every !== 0)
  const parts = Array.from({ length: processes }, (_, at) => ({
    seed: firstSeed + at,
    coverage: at === 0,
    examples: examples === null ? null : Math.ceil(examples / processes),
    leftOut,
  }))
  const runs = await Promise.all(parts.map((part) => runPart(fuzzed, part)))
  return { ok: runs.every(({ ok }) => ok), sent: runs.reduce((sum, { sent }) => sum + sent, 0), words: runs.map(({ words }) => words).join('\n') }
}

/** Returns the paths of the document, sorted by name. */
async function pathsOf(url: string): Promise<string[]> {
  const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as { paths: Record<string, unknown> }
  return Object.keys(document.paths).toSorted()
}

async function runPart({ bin, url, tokens }: Fuzzed, part: Part): Promise<FuzzRun> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-fuzz-'))
  try {
    const file = join(folder, 'schemathesis.toml')
    writeFileSync(file, settings({ url, tokens, part }), { mode: 0o600 })
    const { code, words } = await runProgram(join(bin, 'schemathesis'), ['--config-file', file, '--no-color', 'run', `${url}/api/v1/openapi.json`], {
      cwd: folder,
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', HOME: folder, PYTHONHASHSEED: '0' },
    })
    return { ok: code === 0, sent: Number(/(\d+) generated/.exec(words)?.[1] ?? 0), words }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function settings({ url, tokens, part }: Omit<Fuzzed, 'bin'> & { part: Part }): string {
  const list = (paths: readonly string[]) => JSON.stringify(paths)
  return `
base-url = "${url}/api/v1"
hooks = "${join(import.meta.dirname, 'checks.py')}"
seed = ${part.seed}
workers = 1
continue-on-failure = true
request-timeout = 60
warnings = false
[generation]
deterministic = true
database = "none"
with-security-parameters = false
max-examples = ${part.examples ?? 1}
[auth.openapi]
session = { bearer = "${tokens.session}" }
node = { bearer = "${tokens.node}" }
[phases.coverage]
enabled = ${part.coverage}
# What no endpoint has is answered by one line of the router; one method of it on each path is enough.
unexpected-methods = ["PATCH"]
[phases]
stateful = { enabled = false }
examples = { enabled = false }
fuzzing = { enabled = ${part.examples !== null} }
[checks]
# What is valid by its schema may be refused by a rule of the market; the check of ours looks which.
positive_data_acceptance = { enabled = false }
unsupported_method = { enabled = false }
# Too large, or of another media type, is refused before the schema is asked; some fields have a code of 422 of their own.
negative_data_rejection = { expected-statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422] }
[[operations]]
include-path = ${list([...streams, ...movers, ...part.leftOut])}
enabled = false
[[operations]]
include-path = ${list(large)}
generation = { max-examples = ${Math.min(part.examples ?? 1, largeExamples)} }
[[operations]]
include-path = ${list(endings)}
headers = { Authorization = "Bearer ${tokens.ending}" }
`
}
