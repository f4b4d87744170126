import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The statements that one query function has sent to the database. */
export interface Recorded {
  name: string
  statements: string[]
}

/** After this many queries, a query function is stopped. It probably loops over made-up rows, and by then it has sent each of its statements. */
const MOST_QUERIES = 40

/** Valid arguments for functions that look a word up in a fixed list. All other arguments are made up. */
const givenArguments: Record<string, unknown[]> = {
  countAccountOrders: [{ state: 'open' }, { state: 'past' }, { state: 'all' }],
  listAccountOrders: [{ state: 'open' }, { state: 'past' }, { state: 'all' }],
  lockForAppend: ['api_commands'],
  tryLock: ['telemetry'],
  rollUpTelemetry: [{ into: 'minute' }, { into: 'hour' }],
  deleteTelemetryBefore: [{ of: 'reading' }, { of: 'minute' }, { of: 'hour' }],
  listLeaseTelemetry: [{ of: 'reading' }, { of: 'minute' }, { of: 'hour' }],
}

/**
 * Calls the query functions below `source` with made-up arguments, on a database that only records the statements and returns made-up rows. A made-up value
 * behaves as any type. It leaves out `migrations`, `backup` and the files that open connections.
 */
export async function statementsOf(source: string): Promise<Recorded[]> {
  const files = (await readdir(source, { recursive: true })).filter((file) => /^([a-z-]+\/)?[A-Za-z]+\.ts$/.test(file) && file !== 'index.ts')
  const recorded: Recorded[] = []
  for (const file of files.filter((path) => !/^(migrations|backup)\/|openDb|listenOn|holdLock|columnTypes/.test(path)).sort()) {
    const module = (await import(pathToFileURL(join(source, file)).href)) as Record<string, unknown>
    for (const [name, value] of Object.entries(module)) {
      if (typeof value !== 'function' || /^[A-Z]/.test(name)) continue
      const statements = new Set<string>()
      for (const given of givenArguments[name] ?? [whatever()]) await call(value as AnyCall, given, statements)
      if (statements.size > 0) recorded.push({ name, statements: [...statements] })
    }
  }
  return recorded
}

type AnyCall = (db: unknown, ...args: unknown[]) => unknown

/**
 * Calls a query function with made-up arguments and adds the statements that it sends to `statements`. Ignores errors that made-up rows cause: by then the
 * function has sent its statements.
 */
async function call(ask: AnyCall, given: unknown, statements: Set<string>): Promise<void> {
  let asked = 0
  const db = {
    query(text: string) {
      statements.add(text)
      asked += 1
      return asked > MOST_QUERIES ? Promise.reject(new Error('enough')) : Promise.resolve([whatever()])
    },
    transaction: (run: AnyCall) => run(db),
  }
  const argument = typeof given === 'object' ? new Proxy(given as object, { get: (known, key) => Reflect.get(known, key) ?? whatever() }) : given
  await Promise.resolve()
    .then(() => ask(db, argument, whatever()))
    .catch(() => undefined)
}

/** Returns a value that behaves as any type: a number, a text, a list of one, a function, an object with every property. */
function whatever(): unknown {
  return new Proxy(() => whatever(), {
    get(_target, key) {
      if (key === 'then') return undefined
      if (key === 'length') return 1
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? '1' : 1)
      if (key === Symbol.iterator) return () => [whatever()].values()
      if (key === 'map' || key === 'flatMap') return (each: (value: unknown, at: number) => unknown) => [each(whatever(), 0)]
      return whatever()
    },
  })
}
