'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { governAccountQuery, governQuery } from '#web/parts/govern/governQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Returns how many G tokens the wallet of the signed-in account has, as text, and the sentence that explains why they cannot pay `needed` base units. The sentence is
 * null if the wallet has enough. Both are null until the amounts have loaded.
 */
export function useOwnG(needed: bigint): { readonly wallet: string | null; readonly short: string | null } {
  const t = useTranslations('govern.form')
  const account = useAccount() ?? ''
  const { data: govern } = useQuery(governQuery(browserApi))
  const { data: mine } = useQuery({ ...governAccountQuery(browserApi, account), enabled: account !== '' })
  const stake = mine?.stake ?? null
  if (stake === null) return { wallet: null, short: null }
  const shortage = shortageOfG(needed, { wallet: BigInt(stake.wallet), staked: BigInt(stake.staked) })
  const wallet = gText(stake.wallet)
  if (shortage === null) return { wallet, short: null }
  const span = spanText(govern?.dao?.rules.unstakingSeconds ?? 0)
  const amounts = { wallet, needed: gText(shortage.needed) }
  return { wallet, short: shortage.staked === null ? t('short', amounts) : t('shortStaked', { ...amounts, staked: gText(shortage.staked), span }) }
}

/** The G tokens that an account can spend (`wallet`) and those that it staked, in base units. */
type OwnG = { readonly wallet: bigint; readonly staked: bigint }

/**
 * Returns the amounts that explain why a wallet cannot pay `needed` G, in base units. Returns null if the wallet has enough. `staked` is null if the account has
 * no stake.
 */
export function shortageOfG(
  needed: bigint,
  { wallet, staked }: OwnG,
): { readonly needed: bigint; readonly wallet: bigint; readonly staked: bigint | null } | null {
  return wallet >= needed ? null : { needed, wallet, staked: staked === 0n ? null : staked }
}
