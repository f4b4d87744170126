import type { ProvidedMachine } from './providedMachine.ts'
import type { ProvideOptions } from './provideOptions.ts'
import { WalletSession } from './walletSession.ts'

/** What each act is called on the page; null: it is not there. */
const acts = { pause: 'Pause', resume: 'List again', drain: 'Pause', remove: null } as const
/** What only the wallet can do to a machine that is listed. */
export type WalletAct = keyof typeof acts

/**
 * Runs one command as the wallet, and signs it out again where its key is elsewhere and was lent to this command (`--key-file`). Throws `node.wallet_needed` with what to type, and where on the
 * page it can be done, when there is no key.
 */
export async function byWallet<Done>(
  { machine, keyFile, act }: { machine: ProvidedMachine; keyFile: ProvideOptions['keyFile']; act: WalletAct },
  run: (session: WalletSession) => Promise<Done>,
): Promise<Done> {
  const session = new WalletSession({ ...machine, keyFile, fix: fixOf(machine, act) })
  try {
    return await run(session)
  } finally {
    await session.end()
  }
}

/** What to do about an act whose wallet is elsewhere, in words. */
export function fixOf({ settings }: Pick<ProvidedMachine, 'settings'>, act: WalletAct): string {
  const command = `infinitio provide ${act} --key-file <file>`
  const button = acts[act]
  return button === null ? command : `${command}, or ${button} on ${settings.apiUrl}/provide`
}
