import { existsSync } from 'node:fs'
import type { Refusal } from '@infinitio/domain'
import type { DevelopmentAccountWire, ProviderKeyWire } from '@infinitio/domain/wire'
import { readKeyFile } from '@infinitio/process'
import { privateKeyToAccount } from 'viem/accounts'
import type { Services } from '../../services/services.ts'
import { type LocalCaller, refuseOthers } from './localCaller.ts'

/**
 * Returns a development key to a caller that `refuseOthers` accepts. Refuses other callers with `auth.local_token_needed` or `wallet.key_unavailable`, and
 * refuses with `wallet.key_unavailable` if this market has no such key.
 */
export async function readDevelopmentKey(
  services: Services,
  { caller, of }: { caller: LocalCaller; of: 'provider' | 'voter' },
): Promise<ProviderKeyWire | Refusal> {
  const refused = await refuseOthers(services, caller, 'wallet.key_unavailable')
  if (refused !== null) return refused
  const file = of === 'provider' ? services.providerKeyFile : services.voterKeyFile
  if (file === null) return { rejected: 'wallet.key_unavailable' }
  const privateKey = readKeyFile(file)
  return { privateKey, account: privateKeyToAccount(privateKey).address.toLowerCase() }
}

/** Accounts by the path of their key file, because calculating an account from its key takes about a millisecond. */
const accounts = new Map<string, string>()

type Known = Pick<Services, 'providerKeyFile' | 'voterKeyFile' | 'deployerAccount'>

/**
 * Returns two kinds of accounts, without their keys: those whose keys `readDevelopmentKey` returns, and the account that deployed the contracts. The caller
 * checks that the chain is a development chain.
 */
export function developmentAccounts({ providerKeyFile, voterKeyFile, deployerAccount }: Known): DevelopmentAccountWire[] {
  const files = [
    ['provider', providerKeyFile],
    ['voter', voterKeyFile],
  ] as const
  const withKey = files.flatMap(([kind, file]) => (file === null || !existsSync(file) ? [] : [{ account: accountOf(file), kind }]))
  return deployerAccount === null ? withKey : [...withKey, { account: deployerAccount, kind: 'deployer' }]
}

function accountOf(file: string): string {
  const account = accounts.get(file) ?? privateKeyToAccount(readKeyFile(file)).address.toLowerCase()
  accounts.set(file, account)
  return account
}
