'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

const names = { provider: 'providerOfThisMachine', voter: 'developmentVoter', deployer: 'developmentDeployer' } as const

/** Shows an account, and for a test account of a development chain also the name that the wallet menu has for it. */
export function NamedAccount({ account }: { readonly account: string }) {
  const t = useTranslations('session')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const known = chain?.developmentAccounts.find((one) => one.account === account.toLowerCase())
  return known === undefined ? (
    <AccountText account={account} />
  ) : (
    <span className="row wrap g1">
      <AccountText account={account} />
      <span className="t12">{t(names[known.kind])}</span>
    </span>
  )
}
