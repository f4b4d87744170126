import { isForDevelopment, runtimeKinds } from '@infinitio/domain'
import { readEnv } from '@infinitio/process'
import { exitCodeOf, InfinitioError } from '@infinitio/sdk'
import type { ProvideOptions } from './provideOptions.ts'
import { type ProvideCommand, provideEnv, readOptions } from './readOptions.ts'
import { sayText } from './say.ts'

const namesOf = (isDevelopment: boolean) => runtimeKinds.filter((kind) => isForDevelopment(kind) === isDevelopment).join(', ')

/** The kinds of runtimes for the help: those of every chain first. */
const runtimeChoices = `${namesOf(false)}, or ${namesOf(true)} on the development chain`

/** The text of `infinitio provide --help`. */
const provideHelp = `Usage: infinitio provide [command] [options]

Rent this machine out: look at what it has, say what is missing, list it.

Commands:
  (none)    list this machine and run its agent here, until Ctrl-C
  status    what runs, whether it is listed, why it is not rented, what it earned
  pause     withdraw the ask; running leases go on
  resume    list it again on its newest terms
  drain     withdraw the ask and wait until the last lease is over
  update    start the agent anew with the code that is here; it takes its leases over
  remove    retire the machine, withdraw what can be, wipe the data folder

Options, each also by the variable behind it:
  --url <url>              address of the market (INFINITIO_URL; http://localhost:3000)
  --pair                   show a link for your wallet in the browser, also when the machine has a signing permission already
  --account <address>      accept only this wallet in the browser, and do not ask at the terminal (INFINITIO_ACCOUNT)
  --key-file <file>        file with the wallet key, 0600, for machines without a person; no link is shown (INFINITIO_KEY_FILE)
  --price <pt>             first price, PT per GPU-hour (INFINITIO_PRICE)
  --transferable           renters may give leases away until they start, by the first ask or with resume; --no-transferable: they may not
  --mandate-days <days>    days for which the machine's own key may sign asks; 90 with a link (INFINITIO_MANDATE_DAYS)
  --floor <pt>             its least price then, PT per GPU-hour; left out: the price (INFINITIO_FLOOR)
  --price-rule <file>      let the agent set prices by this rule; off: no rule, the price stays
  --region <name>          region of the market's list (INFINITIO_REGION)
  --country <name>         shown on the listing, and whose electricity CO₂ is counted by (INFINITIO_COUNTRY)
  --name <name>            what to call the machine (INFINITIO_NODE_NAME; its host name)
  --rpc <urls>             nodes of the chain, with commas between (INFINITIO_RPC)
  --tunnel <host:port>     the gateway, where the market does not name it (INFINITIO_TUNNEL)
  --runtime <kind>         ${runtimeChoices} (INFINITIO_RUNTIME)
  --isolation <level>      what separates a lease from this machine: container, gvisor or kata (INFINITIO_ISOLATION; container)
  --image <name@digest>    what leases run in (INFINITIO_IMAGE)
  --socket <file>          the container engine's socket (INFINITIO_SOCKET)
  --device <name>          a device for leases, as CDI names it; again for more (INFINITIO_DEVICES)
  --model-server <url>     a model server of this computer, for tasks that ask a model (INFINITIO_MODEL_SERVER); off: no such tasks
  --data <folder>          keys and state (INFINITIO_PROVIDE_DATA; /var/lib/infinitio, ~/.infinitio/provide)
  --service                install and start a systemd unit instead of running here
  --check                  print what is there and what is missing, change nothing
  --force                  with remove: break running leases off
  --keep-balance           with remove: leave the market balance where it is
  --json                   print JSON
`

type Run = (options: ProvideOptions) => Promise<number>

/** Load the code of a command only when it is used, so that `status` answers soon. */
const commands: Record<Exclude<ProvideCommand, 'help'>, () => Promise<Run>> = {
  start: async () => (await import('./commands/provideMachine.ts')).provideMachine,
  status: async () => (await import('./commands/showStatus.ts')).showStatus,
  pause: async () => (await import('./commands/pauseListing.ts')).pauseListing,
  resume: async () => (await import('./commands/pauseListing.ts')).resumeListing,
  drain: async () => (await import('./commands/drainMachine.ts')).drainMachine,
  update: async () => (await import('./commands/updateAgent.ts')).updateAgent,
  remove: async () => (await import('./commands/removeMachine.ts')).removeMachine,
}

/** Runs one call of `infinitio provide` and resolves with its exit code. Errors are printed with their code to standard error. Never rejects. */
export async function runProvide(words: readonly string[]): Promise<number> {
  try {
    const { command, options } = readOptions(words, readEnv(provideEnv))
    if (command === 'help') {
      sayText(process.stdout, provideHelp.trimEnd())
      return 0
    }
    const run = await commands[command]()
    return await run(options)
  } catch (error) {
    if (words.includes('--json')) process.stderr.write(`${problemJson(error)}\n`)
    else sayText(process.stderr, problemText(error))
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
