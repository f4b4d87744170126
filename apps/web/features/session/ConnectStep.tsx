'use client'
import { FlaskConical, HardDrive, Wallet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Connector, useConfig, useConnectors } from 'wagmi'
import { connect, disconnect, getConnection } from 'wagmi/actions'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import type { ConnectedWallet } from '#web/features/session/connectedWallet.ts'
import { useLocalKeyName } from '#web/features/session/useLocalKeyName.ts'
import { burnerId, isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

/** Lists the wallets that this browser offers (EIP-6963). On a development chain, it also lists the wallets made for tests. */
export function ConnectStep({ onConnected, onCancel }: { readonly onConnected: (wallet: ConnectedWallet) => void; readonly onCancel: () => void }) {
  const t = useTranslations('session')
  const nameOf = useLocalKeyName()
  const config = useConfig()
  const connectors = useConnectors()
  const [busyId, setBusyId] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const found = connectors.filter((connector) => connector.type === 'injected')
  const development = connectors.filter(({ id }) => isLocalKey(id))

  async function pick(connector: Connector): Promise<void> {
    setBusyId(connector.uid)
    setFailure(null)
    try {
      if (getConnection(config).isConnected) await disconnect(config)
      const { accounts } = await connect(config, { connector, chainId: config.chains[0].id })
      onConnected({ account: accounts[0].toLowerCase(), connectorId: connector.id })
    } catch (error) {
      setFailure(error)
    } finally {
      setBusyId(null)
    }
  }

  return (
    <div className="stack g3">
      {development.length > 0 && <p className="t13">{t('burnerText')}</p>}
      <div className="wallets">
        {found.map((connector) => (
          <button key={connector.uid} type="button" disabled={busyId !== null} onClick={() => void pick(connector)}>
            <span className="sq">
              {connector.icon === undefined ? <Wallet className="i s" aria-hidden /> : <WalletIcon address={connector.icon} />}
            </span>
            {connector.name}
            <Badge tone="plain">{busyId === connector.uid ? t('askingWallet') : t('found')}</Badge>
          </button>
        ))}
        {development.map((connector) => (
          <button key={connector.uid} type="button" disabled={busyId !== null} onClick={() => void pick(connector)}>
            <span className="sq">
              {connector.id === burnerId ? <FlaskConical className="i s" aria-hidden /> : <HardDrive className="i s" aria-hidden />}
            </span>
            {nameOf(connector.id)}
            <Badge tone="plain">{t(connector.id === burnerId ? 'testWallet' : 'developmentChain')}</Badge>
          </button>
        ))}
      </div>
      {failure !== null && <SigningProblemCallout error={failure} />}
      {found.length === 0 && <p className="t12 dim">{t('noWalletFound')}</p>}
      {development.length > 0 && <p className="t12 dim">{t('providerText')}</p>}
      {development.length > 0 && <p className="t12 dim">{t('voterText')}</p>}
      <div className="row justify-end">
        <Button tone="ghost" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}

function WalletIcon({ address }: { readonly address: string }) {
  // biome-ignore lint/performance/noImgElement: an EIP-6963 icon is a data: address; there is nothing to optimise.
  return <img src={address.trim()} alt="" width={20} height={20} />
}
