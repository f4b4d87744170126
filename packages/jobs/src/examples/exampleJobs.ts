import { exampleRequests } from '@infinitio/adapter-inference/example'
import { netSpace } from '@infinitio/adapter-optimise/example'

const sales = 'sales.parquet'
const sql = `# infinitio jobs submit job.yaml
name: revenue by region
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  sum:
    adapter: data@1
    files: { sales: ./${sales} }
    map: select region, sum(amount) as amount, count(*) as sales from sales group by region
    combine: select region, sum(amount) as amount, sum(sales) as sales from parts group by region order by region
`

const pi = 'pi.wasm'
const wasm = `# infinitio jobs submit job.yaml
name: estimate of pi
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./${pi} }
    items: 100000000
`

const net = 'net.wasm'
const search = `# infinitio jobs submit job.yaml
name: search for a small net
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  search:
    adapter: optimise@1
    files: { module: ./${net} }
    space: |
${netSpace.replace(/^(?=.)/gm, '      ')}    goal: minimise
    trials: 256
    steps: 64           # of the best trials
    least_steps: 4
    eta: 2              # one of two trials gets twice the steps
    fuel: 400000        # instructions of one step
    memory_pages: 1
`

/** The name of the "model" of the development chain's test server. The name shows that the server has no model. */
const testModel = 'test-server-no-model'
/** The fingerprint of that test server. */
export const testFingerprint = '0x44e5f88c605811a2b7f2a30cbbd94856c1d25929102083dede7d9e69802ff9ee'

const requests = 'requests.jsonl'
const inference = `# infinitio jobs submit job.yaml
name: answers of the test server
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  answers:
    adapter: inference@1
    files: { requests: ./${requests} }
    # The test server of a development chain, which has no model. For your model: infinitio jobs fingerprint
    fingerprint: "${testFingerprint}"
    max_tokens: 48
`

/** Returns the requests of the example: 64 questions to the test server of a development chain. */
export const testRequests = (): string => exampleRequests(testModel)

const primes = 'primes.wasm'
const custom = `# infinitio jobs submit job.yaml
name: count of primes
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  primes:
    adapter: custom@1
    # An adapter of somebody else: its split, run and merge divide the work, do it, and join the outputs.
    files: { module: ./${primes} }
    params: "1000000"   # this adapter counts the primes below a number
    portions: 256
`

/**
 * The example jobs: a query over made-up sales, a WASM module, a search of a module's parameters, questions to a model, and an adapter of somebody else.
 * `file` is the name of the file beside the job.
 */
export const exampleJobs = {
  sql: { job: sql, file: sales },
  wasm: { job: wasm, file: pi },
  search: { job: search, file: net },
  inference: { job: inference, file: requests },
  custom: { job: custom, file: primes },
} as const
/** A kind of example job. */
export type ExampleKind = keyof typeof exampleJobs
