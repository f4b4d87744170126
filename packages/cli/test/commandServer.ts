import { program } from '../src/program.ts'

/** A requested run: the words after `infinitio`, and changes to the environment variables; `null` removes a variable. */
export type AskedRun = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string | null>> }
/** The exit code and the output of a run. */
export type EndedRun = { readonly code: number; readonly out: string; readonly err: string }

// Ends with the test worker that started it.
process.on('disconnect', () => process.exit(0))

// Runs commands one after the other for a test in a separate process. It loads the program once, because loading takes most of a command's time.
process.on('message', ({ args, env }: AskedRun) => {
  void runOne(args, env).then((ended) => process.send?.(ended))
})

async function runOne(args: AskedRun['args'], env: AskedRun['env']): Promise<EndedRun> {
  const restore = setEnvironment(env)
  process.argv = [...process.argv.slice(0, 2), ...args]
  const [out, err] = [keepWritten(process.stdout), keepWritten(process.stderr)]
  process.exitCode = 0
  try {
    await commandThatThrows().parseAsync([...args], { from: 'user' })
  } catch (error) {
    process.exitCode = exitCodeOfCommander(error)
  } finally {
    restore()
  }
  return { code: Number(process.exitCode ?? 0), out: out.release(), err: err.release() }
}

/**
 * Changes environment variables, and returns a function that restores them. Changes the variables one by one instead of replacing `process.env`, because the
 * system reads the same object, for example to find the home folder.
 */
function setEnvironment(env: AskedRun['env']): () => void {
  const change = (values: Readonly<Record<string, string | null | undefined>>) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]))
  change(env)
  return () => change(before)
}

/** Returns the program `infinitio` for tests: after it prints help or meets an unknown word, it throws an error instead of ending the process. */
function commandThatThrows() {
  const root = program()
  const all = [root]
  for (const command of all) {
    command.exitOverride()
    all.push(...command.commands)
  }
  return root
}

function exitCodeOfCommander(error: unknown): number {
  if (error instanceof Error && 'exitCode' in error) return Number(error.exitCode)
  throw error
}

function keepWritten(stream: NodeJS.WriteStream): { release: () => string } {
  const write = stream.write
  let text = ''
  stream.write = (part: string | Uint8Array) => {
    text += typeof part === 'string' ? part : Buffer.from(part).toString()
    return true
  }
  return {
    release: () => {
      stream.write = write
      return text
    },
  }
}
