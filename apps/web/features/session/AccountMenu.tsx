'use client'
import { useQuery } from '@tanstack/react-query'
import {
  CircleHelp,
  Copy,
  FlaskConical,
  HardDrive,
  ListChecks,
  LogOut,
  MessagesSquare,
  MonitorX,
  Repeat,
  Server,
  Settings2,
  Vote,
  Wallet,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { DropdownMenu } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { type Connector, useConfig, useConnection, useConnectors } from 'wagmi'
import { connect, disconnect } from 'wagmi/actions'
import { useLocalKeyName } from '#web/features/session/useLocalKeyName.ts'
import { useSignIn } from '#web/features/session/useSignIn.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { About } from '#web/parts/format/About.tsx'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useSignOut } from '#web/parts/session/useSignOut.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { burnerId, isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

const pages = [
  { name: 'wallet', href: '/wallet', Icon: Wallet },
  { name: 'leases', href: '/leases', Icon: Server },
  { name: 'jobs', href: '/jobs', Icon: ListChecks },
  { name: 'models', href: '/models', Icon: MessagesSquare },
  { name: 'govern', href: '/govern', Icon: Vote },
  { name: 'settings', href: '/settings', Icon: Settings2 },
  { name: 'help', href: '/docs', Icon: CircleHelp },
] as const

/** Shows the actions for the signed-in account: view it, switch to another, or sign out. This code loads when the user clicks the account button. */
export function AccountMenu({ account, trigger }: { readonly account: string; readonly trigger: ReactNode }) {
  const t = useTranslations('session')
  const [open, setOpen] = useState(true)
  const router = useRouter()
  const signOut = useSignOut()
  async function leave(where: 'here' | 'everywhere'): Promise<void> {
    try {
      await signOut(where)
      void notify({ tone: 'success', text: t(where === 'here' ? 'signedOut' : 'signedOutEverywhere') })
    } catch (error) {
      void notify({ tone: 'error', text: problemOf(error).sentence })
    }
  }
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(account)
    void notify({ tone: 'success', text: t('addressCopied') })
  }
  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen} modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <Balances />
          {pages.map(({ name, href, Icon }) => (
            <Item key={name} icon={<Icon className="i" aria-hidden />} onSelect={() => router.push(href)}>
              {t(`menu.${name}`)}
            </Item>
          ))}
          <Item icon={<Copy className="i" aria-hidden />} onSelect={() => void copy()}>
            {t('menu.copyAddress')}
          </Item>
          <div className="line" />
          <WalletBoundary waiting={null}>
            <BurnerLabel />
            <DevelopmentIdentities
              account={account}
              renderItem={({ id, onSelect, label }) => (
                <Item
                  key={id}
                  icon={id === 'burner' ? <FlaskConical className="i" aria-hidden /> : <HardDrive className="i" aria-hidden />}
                  onSelect={onSelect}
                >
                  {label}
                </Item>
              )}
            />
          </WalletBoundary>
          <Item icon={<Repeat className="i" aria-hidden />} onSelect={() => void askToSignIn()}>
            {t('menu.switchWallet')}
          </Item>
          <div className="line" />
          <Item icon={<LogOut className="i" aria-hidden />} onSelect={() => void leave('here')}>
            {t('menu.signOut')}
          </Item>
          <Item icon={<MonitorX className="i" aria-hidden />} onSelect={() => void leave('everywhere')}>
            {t('menu.signOutEverywhere')}
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Shows the Market balance (the top bar shows only its amount) and the escrow of live leases. */
function Balances() {
  const t = useTranslations('balances')
  const tUnits = useTranslations('units')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  if (wallet === undefined) return null
  return (
    <>
      {(
        [
          ['market', wallet.available],
          ['escrow', wallet.escrow],
        ] as const
      ).map(([name, units]) => (
        <DropdownMenu.Label key={name} className="grp row between">
          {t(name)}
          <b className="nowrap">
            {tUnits('pt', { amount: balanceText(BigInt(units)) })}
            <About units={units} />
          </b>
        </DropdownMenu.Label>
      ))}
      <div className="line" />
    </>
  )
}

/** Shows the name of the burner wallet, if it is connected. A burner wallet is for tests; its key is only in this browser. */
function BurnerLabel() {
  const t = useTranslations('session.menu')
  const { connector } = useConnection()
  return connector?.id === burnerId ? <DropdownMenu.Label className="grp">{t('burner')}</DropdownMenu.Label> : null
}

function Item({ icon, onSelect, children }: { readonly icon: ReactNode; readonly onSelect: () => void; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Item className="it" onSelect={onSelect}>
      {icon}
      {children}
    </DropdownMenu.Item>
  )
}

type DevelopmentIdentitiesProps = {
  readonly account: string
  readonly renderItem: (item: { readonly id: string; readonly label: string; readonly onSelect: () => void }) => ReactNode
}

/**
 * Lists the test accounts of a development chain: the provider of this machine, a second voter, and this browser's burner wallet. A click on an account signs
 * in as this account without another question, and a toast shows its name.
 */
function DevelopmentIdentities({ account, renderItem }: DevelopmentIdentitiesProps) {
  const t = useTranslations('session')
  const config = useConfig()
  const connectors = useConnectors()
  const connection = useConnection()
  const { prepare, sign } = useSignIn()
  const nameOf = useLocalKeyName()

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

  return connectors
    .filter(({ id }) => isLocalKey(id))
    .filter(({ id }) => !(connection.connector?.id === id && connection.address?.toLowerCase() === account))
    .map((connector) => renderItem({ id: connector.id, label: nameOf(connector.id), onSelect: () => void become(connector) }))
}
