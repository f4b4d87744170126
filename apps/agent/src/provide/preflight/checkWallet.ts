import { formatPt, localTokenHeader, pTokenUnits } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import { readKeyFile } from '@infinitio/process'
import { type ProviderBond, readProviderBond } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { formatEther } from 'viem/utils'
import type { MachineFacts } from '../../detect/machineFacts.ts'
import { dayOf } from '../../provision/mandateFault.ts'
import type { MarketFacts } from '../marketFacts.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, missing, passed, skipped } from './check.ts'
import { classOfMachine } from './checkListing.ts'
import { shellWord } from './shellWord.ts'

/** The sum of the gas limits of the three transactions with which a machine is first listed: approve, bond, register. */
const gasOfListing = 1_100_000n
const tipWei = 10n ** 9n
const bondSeconds = 86_400n

/** Checks the wallet's key file, and that the wallet can pay for gas and bond. A registered machine has paid both already. */
export async function checkWallet({
  wanted,
  market,
  facts,
  isRegistered,
  mandate,
  canPair,
}: {
  wanted: WantedSettings
  market: MarketFacts | null
  facts: Pick<MachineFacts, 'gpus'>
  isRegistered: boolean
  mandate: MandateWire | null
  canPair: boolean
}): Promise<Check[]> {
  const rest = (why: string): Check[] => ['gas', 'bond'].map((name) => skipped(name, why))
  if (wanted.keyFile === null && mandate !== null && isRegistered && !(canPair && isOver(mandate, market)))
    return [checkMandate(mandate, market), ...rest('the machine is registered')]
  if (wanted.keyFile === null && canPair)
    return [passed('wallet key', 'not here: your wallet signs in the browser'), ...rest('the browser checks it before the wallet signs')]
  const { check, account } = checkKeyFile(wanted, market)
  if (account === null) return [check, ...rest('checked when the wallet is known')]
  if (isRegistered) return [check, ...rest('the machine is registered')]
  const needed = market === null ? null : classOfMachine(market, facts)
  if (market === null || needed === null || wanted.rpcUrl === null) return [check, ...rest('checked when API and RPC answer')]
  const means = await readProviderBond({ rpcUrl: wanted.rpcUrl, addresses: market.chain.addresses, provider: account }).catch(() => null)
  if (means === null) return [check, ...rest('checked when API and RPC answer')]
  const added = BigInt(needed.gpus) * bondSeconds * needed.bondPerSecond
  return [check, checkGas(account, means, market), checkBond(account, means, added)]
}

/**
 * Checks only that the mandate (the wallet's permission for the machine's key) has not ended. The agent finds other faults of the mandate when it signs an ask.
 */
function checkMandate({ until }: MandateWire, market: MarketFacts | null): Check {
  const name = 'wallet key'
  if (!isOver({ until }, market)) return passed(name, `not here: this machine's own key signs until ${dayOf(until)}`)
  const fix = 'infinitio provide --account <address of your wallet>'
  return missing(name, { code: 'order.mandate_expired', detail: `it ended ${dayOf(until)}`, fix })
}

const isOver = ({ until }: Pick<MandateWire, 'until'>, market: MarketFacts | null): boolean => market !== null && until <= market.chain.chainNow

function checkKeyFile({ keyFile, apiUrl }: WantedSettings, market: MarketFacts | null): { check: Check; account: string | null } {
  const name = 'wallet key'
  const file = shellWord(keyFile ?? '~/.infinitio/wallet.key')
  const made = market?.chain.developmentChain
    ? // The token goes through a pipe: arguments of a program are read by others.
      `npm run --silent address | sed 's/.*=/${localTokenHeader}: /' | curl -fsS -H @- ${apiUrl}/api/v1/dev/provider-key | grep -o '0x[0-9a-f]\\{64\\}'`
    : `printf '0x%s\\n' "$(openssl rand -hex 32)"`
  const make = `mkdir -p "$(dirname ${file})" && (umask 077; ${made} > ${file}) && infinitio provide --key-file ${file}`
  const code = 'wallet.key_unreadable'
  if (keyFile === null) {
    const detail = 'not given: this is no terminal, and there is no --account and no --key-file'
    return {
      account: null,
      check: missing(name, { code: 'node.settings_missing', detail, fix: 'infinitio provide --account <address of your wallet>' }),
    }
  }
  try {
    const account = privateKeyToAccount(readKeyFile(keyFile)).address
    return { account, check: passed(name, account) }
  } catch (error) {
    const { message } = error as Error
    const fix = message.includes('others may') ? `chmod 600 ${file}` : make
    return { account: null, check: missing(name, { code, detail: message, fix }) }
  }
}

function checkGas(account: string, { nativeWei, gasPriceWei }: ProviderBond, { chain }: MarketFacts): Check {
  const needed = gasOfListing * (2n * gasPriceWei + tipWei)
  const detail = `${formatEther(nativeWei)} coins, ${formatEther(needed)} needed`
  if (nativeWei >= needed) return passed('gas', detail)
  const fix = `send ${formatEther(needed - nativeWei)} coins of chain ${chain.chainId} to ${account}`
  return missing('gas', { code: 'wallet.insufficient_gas', detail, fix })
}

function checkBond(account: string, { bonded, required, walletUnits }: ProviderBond, added: bigint): Check {
  const free = bonded > required ? bonded - required : 0n
  const pt = (units: bigint): string => `${formatPt(pTokenUnits(units), { digits: 4 })} PT`
  const short = added - free - walletUnits
  const detail = `${pt(free)} bonded and free, ${pt(walletUnits)} in the wallet, ${pt(added)} needed`
  if (short <= 0n) return passed('bond', detail)
  return missing('bond', { code: 'account.insufficient_bond', detail, fix: `send ${pt(short)} to ${account}` })
}
