import { readEnv } from '@infinitio/process'
import { exitCodeOf, InfinitioError } from '@infinitio/sdk'
import type { ProvideOptions } from './provideOptions.ts'
import { provideHelp } from './provideHelp.ts'
import { provideEnv, type ProvideCommand, readOptions } from './readOptions.ts'

type Run = (options: ProvideOptions) => Promise<number>

/** Each command's code is loaded when it is asked for: `status` answers within a second of its start. */
const commands: Record<Exclude<ProvideCommand, 'help'>, () => Promise<Run>> = {
  start: async () => (await import('./commands/provideMachine.ts')).provideMachine,
  status: async () => (await import('./commands/showStatus.ts')).showStatus,
  pause: async () => (await import('./commands/pauseListing.ts')).pauseListing,
  resume: async () => (await import('./commands/pauseListing.ts')).resumeListing,
  drain: async () => (await import('./commands/drainMachine.ts')).drainMachine,
  update: async () => (await import('./commands/updateAgent.ts')).updateAgent,
  remove: async () => (await import('./commands/removeMachine.ts')).removeMachine,
}

/** Runs one `infinitio provide` and resolves with its exit code; what went wrong is said on standard error, with its code. Never rejects. */
export async function runProvide(words: readonly string[]): Promise<number> {
  try {
    const { command, options } = readOptions(words, readEnv(provideEnv))
    if (command === 'help') {
      process.stdout.write(provideHelp)
      return 0
    }
    const run = await commands[command]()
    return await run(options)
  } catch (error) {
    process.stderr.write(`${words.includes('--json') ? problemJson(error) : problemText(error)}\n`)
    return exitCodeOf(error)
  }
}

function problemText(error: unknown): string {
  if (!(error instanceof InfinitioError)) return `${error instanceof Error ? error.message : String(error)} (api.internal)`
  return `${error.sentence}${error.detail === '' ? '' : ` [${error.detail}]`} (${error.code})`
}

function problemJson(error: unknown): string {
  if (!(error instanceof InfinitioError))
    return JSON.stringify({ error: { code: 'api.internal', sentence: String(error), detail: '', requestId: null } })
  const { code, sentence, detail, requestId } = error
  return JSON.stringify({ error: { code, sentence, detail, requestId } })
}
