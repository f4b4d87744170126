'use client'
import { address, assetUnits, type ChannelFacts, channelIdOf } from '@infinitio/domain'
import { askRouterKey, findRouters, openExitAccess, type RouterOffer } from '@infinitio/sdk/services'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { readChannel } from '#web/features/usage/readUsage.ts'
import type { UsageActs } from '#web/features/usage/usageActs.ts'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { mayCall } from '#web/parts/services/mayCall.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

/** The deposit that the form proposes, in PT. The router could take all of it. */
const usualDeposit = '5'
const bpsPerPercent = 100

type RouterProps = UsageActs & { readonly account: string }

/** Lets an account prepay a router for all models, and get an API key. Shows nothing while no router that this page may call takes money of users. */
export function RouterPanel(props: RouterProps) {
  const { usage, origins } = props
  const [router] = useQuery(routersQuery({ ledger: usage.ledger, origins })).data ?? []
  return router === undefined ? null : <Prepaid key={router.service} router={router} {...props} />
}

/** The form for one router. The key of the channel is the router's own, so the text says that the router can take the whole deposit. */
export function Prepaid({ router, usage, account, acts, onDone }: RouterProps & { readonly router: RouterOffer }) {
  const t = useTranslations('usage.router')
  const { service, key, terms } = router
  const facts: ChannelFacts = { payer: address(account.toLowerCase()), key, curve: 'secp256k1', service, asset: 'PToken' }
  const channel = usage.payer.channels.find((one) => one.channel === channelIdOf(facts))
  const held = channel === undefined || channel.exitAt !== null ? 0n : BigInt(channel.deposited) - BigInt(channel.settled)
  const { amount, reason, clear, field } = useTypedAmount({
    initial: usualDeposit,
    most: usage.free,
    tooMuch: t('tooMuch', { amount: balanceText(usage.free) }),
  })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text', { host: URL.parse(terms.url)?.host ?? terms.url, margin: terms.marginBps / bpsPerPercent })}</p>
        <Callout tone="warn">{t('risk')}</Callout>
        <AmountField label={t('amount')} hint={t('most', { amount: balanceText(usage.free) })} {...field} most={usage.free} unit="PT" />
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('held'), amount: exactPtText(held), tone: 'small' },
            { name: t('line'), amount: exactPtText(reason === null && amount !== null ? amount : 0n), tone: 'total' },
          ]}
        />
        <TransactionButton
          label={t('send')}
          isChanged={field.text !== ''}
          reason={reason}
          send={async () => {
            if (amount === null) throw new Error('a form that is not whole has no button')
            const { serial, deposited } = await readChannel(channelIdOf(facts))
            return acts.fund({ channel: facts, serial, total: assetUnits(deposited + amount) })
          }}
          onDone={() => {
            clear()
            onDone()
          }}
        />
        {held >= terms.leastDeposit && <KeyOfRouter router={router} usage={usage} payer={facts.payer} />}
      </div>
    </Panel>
  )
}

/** Asks the router for an API key by a signature of the wallet, and shows the key once. */
function KeyOfRouter({ router, usage, payer }: { readonly router: RouterOffer; readonly payer: ChannelFacts['payer'] } & Pick<UsageActs, 'usage'>) {
  const t = useTranslations('usage.router')
  const config = useConfig()
  const asking = useMutation({
    mutationFn: () =>
      askRouterKey(router, {
        ...{ payer, domain: { chainId: usage.chainId, ledger: usage.ledger }, nowSeconds: Math.floor(Date.now() / 1_000) },
        signMessage: (message) => signMessage(config, { message }),
      }),
  })
  if (asking.data !== undefined) {
    const { apiKey, baseUrl } = asking.data
    return (
      <>
        <p className="t13">{t('once')}</p>
        <CodeLine text={`export OPENAI_BASE_URL=${baseUrl} OPENAI_API_KEY=${apiKey}`} label={t('copy')} doneLabel={t('copied')} wrap />
      </>
    )
  }
  return (
    <>
      <p className="t13">{t('keyText')}</p>
      <SignerButton
        label={t(asking.isPending ? 'asking' : 'ask')}
        disabled={asking.isPending}
        busy={asking.isPending}
        onSign={() => asking.mutate()}
      />
      {asking.isError && (
        <Callout tone="warn" alert>
          {walletProblemOf(asking.error).sentence} <ErrorCode code={walletProblemOf(asking.error).code} />
        </Callout>
      )}
    </>
  )
}

/**
 * Returns the query for the routers that the account can prepay, among the servers that this page may call. Their terms come from the chain. `ledger` is the
 * service ledger. Throws the errors of the market and the chain.
 */
function routersQuery({ ledger, origins }: { readonly ledger: string; readonly origins: readonly string[] }) {
  return {
    queryKey: ['routers', ledger, origins],
    queryFn: async (): Promise<readonly RouterOffer[]> => {
      const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
      return await findRouters(access, { ledger: address(ledger), mayCall: (url) => mayCall(url, origins) })
    },
  }
}
