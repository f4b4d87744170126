'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Connector, useConfig, useConnection, useConnectors } from 'wagmi'
import { connect, disconnect } from 'wagmi/actions'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { useSignIn } from '#web/features/session/useSignIn.ts'
import { burnerId, providerOfThisMachineId } from '#web/parts/wallet-connection/walletConfig.ts'
import { notify } from '#web/parts/toasts/notify.ts'

export type DevelopmentIdentitiesProps = {
  readonly account: string
  readonly renderItem: (item: { readonly id: string; readonly label: string; readonly onSelect: () => void }) => ReactNode
}

/**
 * The two keys of the development chain as menu entries: one click turns this browser into the provider of this machine,
 * or back into its burner wallet. They sign in without another question; the toast says as whom.
 */
export function DevelopmentIdentities({ account, renderItem }: DevelopmentIdentitiesProps) {
  const t = useTranslations('session')
  const config = useConfig()
  const connectors = useConnectors()
  const connection = useConnection()
  const { prepare, sign } = useSignIn()

  async function become(connector: Connector): Promise<void> {
    try {
      if (connection.isConnected) await disconnect(config)
      const { accounts } = await connect(config, { connector })
      await sign(await prepare(accounts[0]))
      void notify({ tone: 'success', text: t('signedInAs', { name: nameOf(connector.id) }) })
    } catch (error) {
      void notify({ tone: 'error', text: signingProblemOf(error).sentence })
    }
  }

  function nameOf(id: string): string {
    return id === burnerId ? t('burner') : t('providerOfThisMachine')
  }

  return connectors
    .filter(({ id }) => id === burnerId || id === providerOfThisMachineId)
    .filter(({ id }) => !(connection.connector?.id === id && connection.address?.toLowerCase() === account))
    .map((connector) => renderItem({ id: connector.id, label: nameOf(connector.id), onSelect: () => void become(connector) }))
}
