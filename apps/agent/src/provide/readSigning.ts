import { lookForMandate } from '../provision/mandateFile.ts'
import type { ProvidedMachine } from './providedMachine.ts'
import type { Signing } from './signingText.ts'
import { hasWalletKey } from '../market/walletSession.ts'

/** Looks who signs the asks of a machine. Throws `node.settings_unreadable` when its mandate cannot be read. */
export async function readSigning({ dataDir, settings }: Pick<ProvidedMachine, 'dataDir' | 'settings'>): Promise<Signing> {
  const { keyFile } = settings
  const kept = await lookForMandate(dataDir)
  const damagedMandate = kept.kind === 'damaged' ? kept.file : null
  if (keyFile !== null && hasWalletKey(settings)) return { by: 'wallet', keyFile, damagedMandate }
  if (kept.kind === 'whole') return { by: 'mandate', mandate: kept.signed.mandate }
  return { by: null, damagedMandate, ...(kept.kind === 'damaged' && kept.isOutdated ? { isOutdated: true as const } : {}) }
}
