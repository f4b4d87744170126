import { InfinitioError, refusal } from '@infinitio/sdk'
import type { ProvidedMachine } from './providedMachine.ts'
import type { ProvideOptions } from './provideOptions.ts'
import { hasWalletKey, WalletSession } from '../market/walletSession.ts'

/** Maps each command to the label of the button on the provider's page, or on the page of the machine, that does the same. */
const acts = { pause: 'Pause', resume: 'List again', drain: 'Pause', remove: 'Remove machine' } as const
/** A command for a listed machine that only the wallet may sign. */
export type WalletAct = keyof typeof acts

/**
 * Runs one command in a session of the provider's wallet. If the wallet's key was given only for this command (`--key-file`), signs out afterwards. Without a
 * key, throws `node.wallet_needed` with the command to type and the button on the page. If the key belongs to another wallet, throws `node.not_owner` before
 * anything is done.
 */
export async function byWallet<Done>(
  { machine, keyFile, act }: { machine: ProvidedMachine; keyFile: ProvideOptions['keyFile']; act: WalletAct },
  run: (session: WalletSession) => Promise<Done>,
): Promise<Done> {
  const session = new WalletSession({ ...machine, keyFile, fix: fixOf(machine, act) })
  try {
    await expectOwner(session, machine.nodeId)
    return await run(session)
  } finally {
    await session.end()
  }
}

/** Returns true if a command has the wallet's key: from the key file of the settings, or from `keyFile`, which is the command's own option. */
export function hasWallet({ settings }: Pick<ProvidedMachine, 'settings'>, keyFile: ProvideOptions['keyFile']): boolean {
  return hasWalletKey(settings) || keyFile !== null
}

/**
 * Throws `node.not_owner` if another wallet registered the machine. If the market does not know the machine yet, the machine belongs to no other wallet, so the
 * check succeeds.
 */
async function expectOwner(session: WalletSession, nodeId: string | null): Promise<void> {
  if (nodeId === null) return
  const { nodes } = await session.call((client) => client.getProvider())
  if (nodes.some(({ node }) => node === nodeId) || !(await isKnown(session, nodeId))) return
  throw refusal('node.not_owner', { detail: `${nodeId} was not registered by ${session.account.address}` })
}

async function isKnown({ open }: WalletSession, nodeId: string): Promise<boolean> {
  try {
    await open.getNodeKeys(nodeId)
    return true
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'node.unknown') return false
    throw error
  }
}

/**
 * Returns advice for a provider who runs this command on a machine without the wallet's key. The advice is the same command with a key file, and the button on
 * the page that does the same.
 */
export function fixOf({ settings, nodeId }: Pick<ProvidedMachine, 'settings' | 'nodeId'>, act: WalletAct): string {
  const page = act === 'remove' && nodeId !== null ? `/provide/nodes/${nodeId}` : '/provide'
  return `infinitio provide ${act} --key-file <file>, or ${acts[act]} on ${settings.apiUrl}${page}`
}
